using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Analysis.Resampling;

/// <summary>By how much one model's figure is above another's on the same posts.</summary>
public static class PairedDifference
{
    /// <summary>The difference first minus second, with a percentile interval over threads drawn for both models alike.</summary>
    /// <param name="first">Not empty.</param>
    /// <param name="second">The same posts in the same order, with the same true codes.</param>
    /// <returns>Without an interval where there is only one thread.</returns>
    /// <exception cref="ArgumentException">The two are not of the same posts, or there are none.</exception>
    public static Estimate Of(
        IReadOnlyList<EvaluatedPost> first,
        IReadOnlyList<EvaluatedPost> second,
        CodeSet codes,
        Assignment assignment,
        Func<DecisionCounts, double> statistic,
        int resamples,
        int seed)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(statistic);
        if (first.Count == 0)
        {
            throw new ArgumentException("There are no posts to compare on.", nameof(first));
        }

        var threads = first.Select(post => post.ThreadId).Distinct(StringComparer.Ordinal).Count();
        return Of(first, second, codes, assignment, statistic, threads < 2 ? [] : ClusterBootstrap.Draws(threads, resamples, seed));
    }

    /// <summary>The same with given resamples.</summary>
    /// <param name="draws">Thread numbers, in the order of the threads' first posts; none for no interval.</param>
    /// <exception cref="ArgumentException">The two are not of the same posts.</exception>
    public static Estimate Of(
        IReadOnlyList<EvaluatedPost> first,
        IReadOnlyList<EvaluatedPost> second,
        CodeSet codes,
        Assignment assignment,
        Func<DecisionCounts, double> statistic,
        IEnumerable<IReadOnlyList<int>> draws)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(statistic);
        if (first.Count != second.Count || !first.Zip(second).All(pair => AreSame(pair.First, pair.Second)))
        {
            throw new ArgumentException("The two models were not measured on the same posts in the same order.", nameof(second));
        }

        IReadOnlyList<int>[] kept = [.. draws];
        var (a, b) = (new ClusterBootstrap(first, codes, assignment), new ClusterBootstrap(second, codes, assignment));
        var differences = a.Replicates([statistic], kept)[0].Zip(b.Replicates([statistic], kept)[0], (x, y) => x - y);
        return new Estimate(statistic(a.Counts) - statistic(b.Counts), kept.Length == 0 ? null : ClusterBootstrap.Percentile(differences));
    }

    private static bool AreSame(EvaluatedPost first, EvaluatedPost second) =>
        first.PostId == second.PostId
        && first.ThreadId == second.ThreadId
        && first.True.Order().SequenceEqual(second.True.Order())
        && first.Pending.Order().SequenceEqual(second.Pending.Order());
}
