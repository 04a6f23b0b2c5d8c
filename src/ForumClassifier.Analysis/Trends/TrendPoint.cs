using ForumClassifier.Analysis.Proportions;

namespace ForumClassifier.Analysis.Trends;

/// <summary>How many of some posts have a code.</summary>
/// <param name="Count">Posts with the code, from 0 to <paramref name="Total"/>.</param>
/// <param name="Total">Posts counted.</param>
public readonly record struct TrendPoint(long Count, long Total)
{
    /// <summary>In [0, 1]; null without posts.</summary>
    public double? Share => Total == 0 ? null : (double)Count / Total;

    /// <summary>The 95 % Wilson interval of the share; null without posts.</summary>
    public Interval? Interval => Total == 0 ? null : WilsonInterval.Of(Count, Total);

    public static TrendPoint Sum(IEnumerable<TrendPoint> points) =>
        points.Aggregate(default(TrendPoint), (sum, point) => new TrendPoint(sum.Count + point.Count, sum.Total + point.Total));
}
