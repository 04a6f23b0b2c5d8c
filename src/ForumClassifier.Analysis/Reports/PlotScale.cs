using System.Globalization;
using ForumClassifier.Analysis.Trends;

namespace ForumClassifier.Analysis.Reports;

/// <summary>A share axis from 0, the same for every plot of a group.</summary>
/// <param name="Ceiling">Its end, in (0, 1].</param>
/// <param name="Step">Between its gridlines.</param>
internal sealed record PlotScale(double Ceiling, double Step)
{
    private static readonly PlotScale[] Scales =
    [
        new(0.01, 0.0025), new(0.02, 0.005), new(0.04, 0.01), new(0.06, 0.02), new(0.08, 0.02), new(0.1, 0.02), new(0.15, 0.05),
        new(0.2, 0.05), new(0.3, 0.1), new(0.4, 0.1), new(0.5, 0.1), new(0.6, 0.2), new(0.8, 0.2), new(1, 0.2),
    ];

    /// <summary>
    /// The smallest scale that holds, for each code, its share in every period with at least half as many posts as the median period,
    /// and nine in ten of its intervals: the wild ones of near-empty periods would flatten everything else, and are cut off.
    /// </summary>
    public static PlotScale Of(IEnumerable<CodeTrend> codes)
    {
        var highest = codes.Select(Highest).DefaultIfEmpty(0).Max();
        return Scales.First(scale => highest <= scale.Ceiling);
    }

    /// <summary>Periods in which the interval of any of the codes does not fit under the ceiling.</summary>
    public int CutOff(IReadOnlyList<CodeTrend> codes) =>
        codes.Count == 0 ? 0 : Enumerable.Range(0, codes[0].Points.Count).Count(period => codes.Any(code => code.Points[period].Interval?.High > Ceiling));

    public static string Label(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");

    private static double Highest(CodeTrend code)
    {
        TrendPoint[] points = [.. code.Points.Where(point => point.Total > 0).OrderBy(point => point.Total)];
        if (points.Length == 0)
        {
            return 0;
        }

        var enough = points[points.Length / 2].Total / 2.0;
        double[] ends = [.. points.Select(point => point.Interval?.High ?? 0).Order()];
        return Math.Max(points.Where(point => point.Total >= enough).Max(point => point.Share ?? 0), ends[9 * (ends.Length - 1) / 10]);
    }
}
