using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Analysis.Metrics;

/// <summary>How well a model's codes agree with the coders' at one level of their taxonomy.</summary>
/// <param name="Level">1 for the top: every code counts as the topmost one above it. At the lowest level every code is itself.</param>
public sealed record LevelReport(int Level, EvaluationReport Report)
{
    /// <summary>Measures a model at every level; nothing where the taxonomy has only one.</summary>
    /// <param name="posts">With class indices of the roll-up's codes; not empty.</param>
    /// <param name="tooRare">Ids of the codes of a level that have too few labelled posts to be measured.</param>
    /// <param name="resamples">As in <see cref="EvaluationReport.Of"/>.</param>
    public static IReadOnlyList<LevelReport> Of(
        IReadOnlyList<EvaluatedPost> posts, RollUp rollUp, Assignment assignment, Func<TaxonomyLevel, IReadOnlySet<string>> tooRare, int resamples, int seed)
    {
        ArgumentNullException.ThrowIfNull(posts);
        ArgumentNullException.ThrowIfNull(rollUp);
        ArgumentNullException.ThrowIfNull(tooRare);
        return rollUp.Levels == 1 ? [] : [.. Enumerable.Range(1, rollUp.Levels).Select(rollUp.At).Select(level =>
            new LevelReport(level.Level, EvaluationReport.Of([.. posts.Select(post => At(post, level))], level.Codes, assignment, tooRare(level), resamples, seed)))];
    }

    // A candidate that waits for a decision changes nothing where the post has a code of the same branch.
    private static EvaluatedPost At(EvaluatedPost post, TaxonomyLevel level)
    {
        var truth = level.Of(post.True);
        return post with
        {
            True = truth,
            Predicted = level.Of(post.Predicted),
            Pending = [.. level.Of(post.Pending).Except(truth)],
            Probabilities = post.Probabilities.Count == 0 ? [] : level.Probabilities(post.Probabilities),
        };
    }
}
