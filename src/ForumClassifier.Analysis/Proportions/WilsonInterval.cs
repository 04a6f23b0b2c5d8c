namespace ForumClassifier.Analysis.Proportions;

/// <summary>The score interval of a share, without continuity correction (Wilson 1927; method 3 of Newcombe 1998).</summary>
public static class WilsonInterval
{
    private const double Z = 1.959963984540054; // the normal quantile of 0.975

    /// <summary>The 95 % interval of <paramref name="count"/> in <paramref name="total"/>; within [0, 1].</summary>
    /// <param name="count">From 0 to <paramref name="total"/>.</param>
    /// <param name="total">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or total outside these ranges.</exception>
    public static Interval Of(long count, long total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, total);
        double n = total;
        var share = count / n;
        var scale = 1 + (Z * Z / n);
        var center = (share + (Z * Z / (2 * n))) / scale;
        var half = Z * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n))) / scale;
        return new Interval(count == 0 ? 0 : center - half, count == total ? 1 : center + half); // the ends exactly
    }
}
