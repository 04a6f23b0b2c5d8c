namespace ForumClassifier.Analysis;

/// <summary>A 95 % interval; <paramref name="Low"/> is at most <paramref name="High"/>.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The level of every interval in this library.</summary>
    public const double Level = 0.95;

    public bool Contains(double value) => Low <= value && value <= High;
}
