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
    TimeSpan Duration)
{
    /// <summary>The measured model at each level of the taxonomy; empty where that is flat.</summary>
    public IReadOnlyList<LevelReport> Levels { get; init; } = [];

    /// <summary>The model that the training started from, or null.</summary>
    public WarmStart? From { get; init; }

    /// <summary>Says where the figures are too good, because the model it started from had learnt from some of the test posts; null where it had not.</summary>
    public string? Warning => Split.Test.Count(post => From?.LearntFrom.Contains(post.PostId) == true) is > 0 and var known
        ? FormattableString.Invariant($"The model it started from had learnt from {known} of the {Split.Test.Count} test posts: the figures are better than they would be on new posts.")
        : null;
}
