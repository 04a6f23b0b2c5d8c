namespace ForumClassifier.Inference.Runs;

/// <summary><c>manifest.json</c>: what a finished run was and did; written just before its predictions appear.</summary>
internal sealed record RunManifest
{
    public required RunPlan Plan { get; init; }

    public required RunCounts Counts { get; init; }

    /// <summary>Of all labellings that the run took; of an interrupted one, until its last part.</summary>
    public required double Seconds { get; init; }

    /// <summary>Of all workers together, without the time that saving parts took.</summary>
    public required LabelPhases Phases { get; init; }

    /// <summary>How much of the time from first to last batch was spent inside the engine, in [0, 1]; null where there was none.</summary>
    public required double? EngineShare { get; init; }

    /// <summary>How much of what was computed is padding, in [0, 1]; null where nothing was computed.</summary>
    public required double? PaddingShare { get; init; }

    /// <summary>The file of predictions.</summary>
    public required WrittenFile Output { get; init; }

    /// <summary>The keys of the texts, in the order of the predictions.</summary>
    public required WrittenFile Keys { get; init; }
}
