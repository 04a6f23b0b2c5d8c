using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Devices;

namespace ForumClassifier.Training.FineTuning;

/// <summary>What the fine-tuning loop needs to know, and nothing else.</summary>
/// <param name="HeadFactor">How many times faster than the encoder the head learns.</param>
/// <param name="WarmupShare">Of all steps, in [0, 1).</param>
/// <param name="Patience">Epochs without a better validation score after which the loop ends.</param>
/// <param name="Seed">Of the order of the posts.</param>
internal sealed record FineTuningOptions(
    Assignment Assignment,
    int Epochs,
    double LearningRate,
    double HeadFactor,
    double LabelSmoothing,
    int BatchSize,
    double WarmupShare,
    double WeightDecay,
    double MaxGradientNorm,
    int Patience,
    int Seed,
    Precision Precision);
