namespace ForumClassifier.Analysis.Metrics;

/// <summary>How well a model finds one code.</summary>
/// <param name="Code">Its id.</param>
/// <param name="Support">Posts that coders gave the code.</param>
/// <param name="PredictedCount">Posts that the model gave the code.</param>
/// <param name="TrueNegatives">Posts with neither.</param>
/// <param name="Precision">In [0, 1]; 0 where the model never gave the code; null where not measured.</param>
/// <param name="Recall">In [0, 1]; 0 where coders never gave the code; null where not measured.</param>
/// <param name="F1">In [0, 1]; null where not measured.</param>
/// <param name="NotMeasured">Why there is no figure, or null.</param>
public sealed record CodeMetrics(
    string Code,
    int Support,
    int PredictedCount,
    int TruePositives,
    int FalsePositives,
    int FalseNegatives,
    int TrueNegatives,
    Estimate Precision,
    Estimate Recall,
    Estimate F1,
    string? NotMeasured)
{
    /// <summary>True where the precision is 0 only because the model never gave the code.</summary>
    public bool PrecisionUndefined => PredictedCount == 0;

    /// <summary>True where the recall is 0 only because coders never gave the code.</summary>
    public bool RecallUndefined => Support == 0;
}
