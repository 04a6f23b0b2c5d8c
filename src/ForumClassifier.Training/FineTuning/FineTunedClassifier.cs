using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using static TorchSharp.torch;

namespace ForumClassifier.Training.FineTuning;

/// <summary>Fine-tunes an encoder on coded posts: the recipe <c>fine-tuning</c>.</summary>
/// <param name="checkpointFolder">Where it goes on from after a kill.</param>
/// <param name="head">What the head begins with, where the encoder is that of an older model; else null.</param>
internal sealed class FineTunedClassifier(
    PretrainedEncoder encoder,
    CodeSet codes,
    Assignment assignment,
    TrainingOptions options,
    Device device,
    string checkpointFolder,
    Action<TrainingProgress>? report,
    HeadStart? head = null)
{
    private const int Resamples = 200;
    private const double Normal95 = 1.96; // half the width of a 95 % interval, in standard errors

    /// <param name="validation">Empty to train all epochs and keep the last weights.</param>
    /// <returns>The model (owned by the caller) in training precision, and how it came about.</returns>
    public (SequenceClassifier Model, TrainingState State) Train(
        string phase, int epochs, IReadOnlyList<CodedText> training, IReadOnlyList<CodedText> validation, CancellationToken cancellationToken)
    {
        var model = encoder.CreateClassifier(codes.Count, device);
        try
        {
            var loop = new FineTuningLoop(phase, LoopOptions(epochs), encoder.Tokenizer.PaddingId, device,
                ClassWeighting.Of(options.ClassWeights, codes, assignment, training), scores => MacroF1(scores, validation), report, head);
            return (model, loop.Run(model, Examples(training), Examples(validation), new CheckpointFolder(checkpointFolder), cancellationToken));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The thresholds of the highest F1 on these posts; null under single assignment.</summary>
    public Thresholds? ChooseThresholds(SequenceClassifier model, IReadOnlyList<CodedText> validation) =>
        assignment == Assignment.Single ? null
        : Thresholds.Choose(codes, Scores.Of(model, Examples(validation), assignment, encoder.Tokenizer.PaddingId, device).Probabilities, validation);

    private (double Value, double StandardError) MacroF1(Scores scores, IReadOnlyList<CodedText> validation)
    {
        var thresholds = assignment == Assignment.Single ? null : Thresholds.Choose(codes, scores.Probabilities, validation);
        var posts = validation.Zip(scores.Probabilities, (post, probabilities) => new EvaluatedPost(
            post.PostId, post.ThreadId,
            [.. post.Codes.Select(codes.IndexOf).Order()],
            thresholds is null ? [probabilities.Index().MaxBy(entry => entry.Item).Index] : [.. thresholds.CodesFrom(probabilities).Select(codes.IndexOf)],
            probabilities, Truncated: false)
        {
            Pending = [.. post.Pending.Where(codes.Contains).Select(codes.IndexOf)],
        });
        var absent = codes.Except(validation.SelectMany(post => post.Codes), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var macroF1 = EvaluationReport.Of([.. posts], codes, assignment, absent, Resamples, options.Seed).MacroF1;
        return (macroF1.Value ?? 0, macroF1.Interval is { } interval ? (interval.High - interval.Low) / (2 * Normal95) : 0);
    }

    private FineTuningOptions LoopOptions(int epochs) => new(assignment, epochs, options.LearningRate, options.HeadFactor, options.LabelSmoothing, options.BatchSize,
        options.WarmupShare, options.WeightDecay, options.MaxGradientNorm, options.Patience, options.Seed, options.Precision);

    private Example[] Examples(IReadOnlyList<CodedText> posts) => [.. posts.Select(post => new Example(
        encoder.Tokenizer.Encode(post.Text, options.MaxTokens).Ids,
        [.. codes.Select(code => post.Codes.Contains(code) ? 1f : post.Pending.Contains(code) ? float.NaN : 0f)]))];
}
