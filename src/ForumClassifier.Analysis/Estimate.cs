namespace ForumClassifier.Analysis;

/// <summary>A figure and how far it may be off by chance.</summary>
/// <param name="Value">Null where it was not measured; never NaN.</param>
/// <param name="Interval">Null where none was asked for or none can be given.</param>
public readonly record struct Estimate(double? Value, Interval? Interval);
