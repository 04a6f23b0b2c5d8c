using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core.Codings;
using MathNet.Numerics.Statistics;

namespace ForumClassifier.Analysis.Resampling;

/// <summary>Percentile bootstrap over threads (Efron and Tibshirani 1993): whole threads are drawn with replacement, as many as there are.</summary>
/// <remarks>
/// A resample that has no post of a code follows the rule of the point estimate: its ratio is 0 and counts in the averages. The intervals of
/// rare codes therefore reach down to 0, and the middle of a macro average's interval lies below its estimate. A figure that all threads
/// share has an interval of no width, and few threads (under about 20) make every interval too narrow.
/// </remarks>
public sealed class ClusterBootstrap
{
    private readonly ThreadCounts[] _threads;
    private readonly Assignment _assignment;

    /// <exception cref="ArgumentException">A post whose codes do not fit the assignment or the code set.</exception>
    public ClusterBootstrap(IReadOnlyList<EvaluatedPost> posts, CodeSet codes, Assignment assignment)
    {
        Counts = DecisionCounts.Of(posts, codes, assignment);
        _assignment = assignment;
        _threads = ThreadCounts.Of(posts, new DecisionCounts(codes.Count, assignment));
    }

    /// <summary>Of all posts, each once: what the point estimates are divided from.</summary>
    public DecisionCounts Counts { get; }

    public int ThreadCount => _threads.Length;

    /// <summary>Which threads make up each resample.</summary>
    /// <returns><paramref name="resamples"/> lists of <paramref name="threads"/> numbers, each in [0, <paramref name="threads"/>); the same for the same seed.</returns>
    public static IEnumerable<int[]> Draws(int threads, int resamples, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        return Draw(threads, resamples, seed);
    }

    /// <summary>The middle 95 % of the replicates, by linear interpolation (quantile type 7).</summary>
    /// <param name="replicates">Not empty.</param>
    public static Interval Percentile(IEnumerable<double> replicates)
    {
        double[] sorted = [.. replicates.Order()];
        return new Interval(
            SortedArrayStatistics.QuantileCustom(sorted, (1 - Interval.Level) / 2, QuantileDefinition.R7),
            SortedArrayStatistics.QuantileCustom(sorted, (1 + Interval.Level) / 2, QuantileDefinition.R7));
    }

    /// <summary>An interval for each statistic, all from the same resamples.</summary>
    public IReadOnlyList<Interval> Intervals(IReadOnlyList<Func<DecisionCounts, double>> statistics, int resamples, int seed) =>
        [.. Replicates(statistics, Draws(ThreadCount, resamples, seed)).Select(Percentile)];

    /// <summary>Each statistic on each resample.</summary>
    /// <param name="statistics">They are handed the same object each time and must not keep it.</param>
    /// <param name="draws">Thread numbers, in the order of the threads' first posts.</param>
    /// <returns>[statistic][resample].</returns>
    public IReadOnlyList<IReadOnlyList<double>> Replicates(IReadOnlyList<Func<DecisionCounts, double>> statistics, IEnumerable<IReadOnlyList<int>> draws)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(draws);
        List<double>[] replicates = [.. statistics.Select(_ => new List<double>())];
        var counts = new DecisionCounts(Counts.CodeCount, _assignment);
        foreach (var draw in draws)
        {
            counts.Clear();
            for (var i = 0; i < draw.Count; i++)
            {
                counts.Add(_threads[draw[i]]);
            }

            for (var i = 0; i < replicates.Length; i++)
            {
                replicates[i].Add(statistics[i](counts));
            }
        }

        return replicates;
    }

    private static IEnumerable<int[]> Draw(int threads, int resamples, int seed)
    {
        var random = new Random(seed);
        for (var resample = 0; resample < resamples; resample++)
        {
            var draw = new int[threads];
            for (var i = 0; i < threads; i++)
            {
                draw[i] = random.Next(threads);
            }

            yield return draw;
        }
    }
}
