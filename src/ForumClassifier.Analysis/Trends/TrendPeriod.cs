namespace ForumClassifier.Analysis.Trends;

/// <summary>How long the periods of a trend are; all in UTC.</summary>
public enum TrendPeriod
{
    /// <summary>ISO 8601: from Monday.</summary>
    Week,
    Month,
    Quarter,
    Year,
}
