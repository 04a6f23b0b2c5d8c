namespace ForumClassifier.Inference.Runs;

/// <summary><c>manifest.json</c>: what a finished run was and did; written just before its predictions appear.</summary>
internal sealed record RunManifest
{
    public required RunPlan Plan { get; init; }

    public required RunCounts Counts { get; init; }

    /// <summary>Of all labellings that the run took; of an interrupted one, until its last part.</summary>
    public required double Seconds { get; init; }

    public required double ClassifierSeconds { get; init; }

    /// <summary>The file of predictions.</summary>
    public required WrittenFile Output { get; init; }
}
