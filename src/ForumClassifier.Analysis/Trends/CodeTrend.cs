using ForumClassifier.Core.Codings;

namespace ForumClassifier.Analysis.Trends;

/// <summary>A code over time. A post counts for a code if it has the code or any below it.</summary>
/// <param name="ParentId">Null at the top level.</param>
/// <param name="Depth">0 at the top level.</param>
/// <param name="Points">One for each period of the table.</param>
/// <param name="Overall">All periods together.</param>
public sealed record CodeTrend(Code Code, string? ParentId, int Depth, IReadOnlyList<TrendPoint> Points, TrendPoint Overall)
{
    /// <summary>The first third of the periods together; null with fewer than three periods or no post in it.</summary>
    public TrendPoint? FirstThird => Third(Points.Take(Points.Count / 3));

    /// <summary>The last third of the periods together; null with fewer than three periods or no post in it.</summary>
    public TrendPoint? LastThird => Third(Points.TakeLast(Points.Count / 3));

    private static TrendPoint? Third(IEnumerable<TrendPoint> points) => TrendPoint.Sum(points) is { Total: > 0 } sum ? sum : null;
}
