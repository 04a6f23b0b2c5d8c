using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Training.Baselines;
using ForumClassifier.Training.FineTuning;
using ForumClassifier.Training.Splits;
using static TorchSharp.torch;

namespace ForumClassifier.Training;

/// <summary>Labelled data to a model: split, baselines, fine-tuning, measurement, training again on everything, model folder.</summary>
/// <param name="report">Told of each step; may be null.</param>
public sealed class TrainingRun(
    TrainingData data,
    PretrainedEncoder encoder,
    TrainingOptions options,
    Device device,
    TimeProvider time,
    Action<TrainingProgress>? report)
{
    private const string Measured = "measured";
    private const string Refit = "refit";

    /// <summary>Trains, or goes on with a training that was interrupted.</summary>
    /// <param name="work">Holds what is needed to go on; see <see cref="WorkFolder"/>.</param>
    /// <returns>The figures, and the finished model in <see cref="WorkFolder.Model"/>.</returns>
    /// <exception cref="SplitException">The labelled data cannot be split.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the same call goes on later.</exception>
    public TrainingResult Run(WorkFolder work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        var started = time.GetTimestamp();
        var split = DataSplit.Make(data.Posts, data.TestPosts is null ? options.TestShare : 0, options.ValidationShare, options.Seed);
        split = split with { Test = data.TestPosts ?? split.Test };
        var unmeasured = ModelEvaluation.Unmeasured(data.Codes, data.Posts, split.Test);
#pragma warning disable RS0030 // the one place where a run is seeded
        manual_seed(options.Seed);
#pragma warning restore RS0030

        var majority = Measure(MajorityBaseline.Train(split.Training, data.Codes, data.Assignment), split.Test, unmeasured, cancellationToken);
        var linear = Measure(LinearBaseline.Train(split.Training, split.Validation, data.Codes, data.Assignment, options.Seed), split.Test, unmeasured, cancellationToken);

        var fineTuned = FineTuned(work, Measured);
        var (model, state) = fineTuned.Train("measured model", options.Epochs, split.Training, split.Validation, cancellationToken);
        var thresholds = fineTuned.ChooseThresholds(model, split.Validation);
        var description = Describe(work.Name, thresholds);
        if (!options.Refit)
        {
            ModelFolder.Write(work.Model, encoder, model, description);
        }

        var evaluation = Measure(new TorchClassifier(model, encoder.Tokenizer, description, device, options.Precision, options.MaxTokens), split.Test, unmeasured, cancellationToken);
        var refit = options.Refit ? TrainAgain(work, state, description, cancellationToken) : null;
        var result = new TrainingResult(description, split, state.Epochs, state.BestEpoch, refit?.Epochs, unmeasured, evaluation, linear, majority, time.GetElapsedTime(started));
        ModelRecords.Write(work.Model, data, encoder, options, device, result, time);
        return result;
    }

    private TrainingState TrainAgain(WorkFolder work, TrainingState measured, ClassifierDescription description, CancellationToken cancellationToken)
    {
        var (model, state) = FineTuned(work, Refit).Train("final model, on all codings", measured.BestEpoch, data.Posts, validation: [], cancellationToken);
        using (model)
        {
            ModelFolder.Write(work.Model, encoder, model, description);
        }

        return state;
    }

    private FineTunedClassifier FineTuned(WorkFolder work, string phase) =>
        new(encoder, data.Codes, data.Assignment, options, device, work.Checkpoints(phase), report);

    private EvaluationReport Measure(Core.ITextClassifier classifier, IReadOnlyList<CodedText> posts, IReadOnlySet<string> unmeasured, CancellationToken cancellationToken)
    {
        using (classifier)
        {
            var evaluated = ModelEvaluation.Apply(classifier, posts, cancellationToken);
            return EvaluationReport.Of(evaluated, data.Codes, data.Assignment, unmeasured, ModelEvaluation.Resamples, ModelEvaluation.Seed);
        }
    }

    private ClassifierDescription Describe(string name, Thresholds? thresholds) => new()
    {
        Name = name,
        Taxonomy = data.Taxonomy,
        Codes = [.. data.Codes],
        Pooling = encoder.Pooling,
        TextTemplate = options.TextTemplate,
        MaxTokens = options.MaxTokens,
        Thresholds = thresholds is null ? null : [.. thresholds.Values.Select(value => (double)value)],
    };
}
