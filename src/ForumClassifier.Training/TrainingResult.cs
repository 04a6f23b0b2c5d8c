using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Training.FineTuning;
using ForumClassifier.Training.Splits;

namespace ForumClassifier.Training;

/// <summary>What a training found.</summary>
/// <param name="Epochs">Of the measured model.</param>
/// <param name="BestEpoch">The epoch of the measured model that was kept, counted from 1.</param>
/// <param name="RefitEpochs">Of the model trained again on all codings; null where that was not asked for.</param>
/// <param name="Unmeasured">Codes that could not be measured.</param>
/// <param name="FineTuned">The measured model on the test posts; not the one that was trained again.</param>
/// <param name="Linear">The ML.NET baseline on the same posts.</param>
/// <param name="Majority">The majority baseline on the same posts.</param>
public sealed record TrainingResult(
    ClassifierDescription Model,
    DataSplit Split,
    IReadOnlyList<EpochLog> Epochs,
    int BestEpoch,
    IReadOnlyList<EpochLog>? RefitEpochs,
    IReadOnlySet<string> Unmeasured,
    EvaluationReport FineTuned,
    EvaluationReport Linear,
    EvaluationReport Majority,
    TimeSpan Duration);
