namespace ForumClassifier.Inference.Runs;

/// <summary>Successive parts that are whole, and what they count together.</summary>
internal sealed record FinishedParts(IReadOnlyList<PartReference> Parts, PartCounts Counts);
