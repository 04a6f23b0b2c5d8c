namespace ForumClassifier.Analysis.Proportions;

/// <summary>The interval of the difference of two independent shares (method 10 of Newcombe 1998, from Wilson intervals).</summary>
public static class NewcombeInterval
{
    /// <summary>The 95 % interval of the first share minus the second; within [-1, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">A total below 1, or a count outside 0 to its total.</exception>
    public static Interval OfDifference(long firstCount, long firstTotal, long secondCount, long secondTotal)
    {
        var (first, second) = (WilsonInterval.Of(firstCount, firstTotal), WilsonInterval.Of(secondCount, secondTotal));
        var (p, q) = ((double)firstCount / firstTotal, (double)secondCount / secondTotal);
        return new Interval(p - q - Length(p - first.Low, second.High - q), p - q + Length(first.High - p, q - second.Low));
    }

    private static double Length(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
