using ForumClassifier.Analysis.Resampling;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Analysis.Metrics;

/// <summary>How well a model's codes agree with the coders'.</summary>
/// <remarks>
/// Averages run over the measured codes, one that no evaluated post has included: it counts as 0 and is flagged in <see cref="Codes"/>.
/// The micro average and <see cref="Mcc"/> pool the decisions of all codes.
/// </remarks>
/// <param name="Truncated">Posts longer than the model's longest input.</param>
/// <param name="Accuracy">Share of posts whose codes are exactly the coders'; under multiple assignment the subset accuracy.</param>
/// <param name="MacroF1">Each code counts the same; null where no code is measured.</param>
/// <param name="WeightedF1">Each code counts as often as coders gave it; null where no code is measured.</param>
/// <param name="Mcc">Multi-class under single assignment, of the pooled decisions under multiple.</param>
/// <param name="Codes">In the order of the code set.</param>
/// <param name="Confusion">Null under multiple assignment.</param>
/// <param name="Resamples">Behind each interval; 0 where none was asked for.</param>
/// <param name="Seed">Of the resampling.</param>
public sealed record EvaluationReport(
    Assignment Assignment,
    int Posts,
    int Threads,
    int Truncated,
    Estimate Accuracy,
    Estimate MacroF1,
    Estimate MicroF1,
    Estimate WeightedF1,
    Estimate Mcc,
    IReadOnlyList<CodeMetrics> Codes,
    ConfusionMatrix? Confusion,
    int Resamples,
    int Seed)
{
    /// <summary>The reason that stands beside a code that is not measured.</summary>
    public const string TooRare = "too few labelled posts";

    /// <summary>Measures a model on posts.</summary>
    /// <param name="posts">Not empty.</param>
    /// <param name="tooRare">Ids of codes with too few labelled posts to be measured: their figures are null, and macro and weighted averages leave them out.</param>
    /// <param name="resamples">Of the threads, for 95 % intervals; 0 for none. A code's figure that is 0 by rule, and a set of one thread, have none.</param>
    /// <exception cref="ArgumentException">No posts, or a post whose codes do not fit the assignment or the code set.</exception>
    public static EvaluationReport Of(IReadOnlyList<EvaluatedPost> posts, CodeSet codes, Assignment assignment, IReadOnlySet<string> tooRare, int resamples, int seed)
    {
        ArgumentNullException.ThrowIfNull(posts);
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(tooRare);
        ArgumentOutOfRangeException.ThrowIfNegative(resamples);
        if (posts.Count == 0)
        {
            throw new ArgumentException("There are no posts to measure on.", nameof(posts));
        }

        var bootstrap = new ClusterBootstrap(posts, codes, assignment);
        var counts = bootstrap.Counts;
        int[] measured = [.. Enumerable.Range(0, codes.Count).Where(code => !tooRare.Contains(codes[code]))];

        List<Func<DecisionCounts, double>> statistics = [c => c.Accuracy, c => c.MicroF1, c => c.Mcc, c => c.MacroF1(measured), c => c.WeightedF1(measured)];
        foreach (var code in measured)
        {
            statistics.AddRange([c => c.Precision(code), c => c.Recall(code), c => c.F1(code)]);
        }

        var intervals = resamples == 0 || bootstrap.ThreadCount < 2 ? [] : bootstrap.Intervals(statistics, resamples, seed);
        Estimate EstimateAt(int i) => new(statistics[i](counts), intervals.Count == 0 ? null : intervals[i]);

        return new EvaluationReport(
            assignment,
            posts.Count,
            bootstrap.ThreadCount,
            posts.Count(post => post.Truncated),
            EstimateAt(0),
            measured.Length == 0 ? default : EstimateAt(3),
            EstimateAt(1),
            measured.Length == 0 ? default : EstimateAt(4),
            EstimateAt(2),
            [.. Enumerable.Range(0, codes.Count).Select(code => OfCode(code, Array.IndexOf(measured, code)))],
            assignment == Assignment.Single ? ConfusionMatrix.Of(posts, codes) : null,
            resamples,
            seed);

        CodeMetrics OfCode(int code, int place)
        {
            var first = 5 + (3 * place);
            var (support, predicted) = (counts.Support(code), counts.PredictedCount(code));
            return new CodeMetrics(
                codes[code],
                support,
                predicted,
                counts.TruePositives(code),
                counts.FalsePositives(code),
                counts.FalseNegatives(code),
                counts.TrueNegatives(code),
                place < 0 ? default : Defined(EstimateAt(first), predicted > 0),
                place < 0 ? default : Defined(EstimateAt(first + 1), support > 0),
                place < 0 ? default : Defined(EstimateAt(first + 2), support + predicted > 0),
                place < 0 ? TooRare : null);
        }
    }

    private static Estimate Defined(Estimate estimate, bool defined) => defined ? estimate : estimate with { Interval = null };
}
