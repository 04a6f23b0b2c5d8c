namespace ForumClassifier.Inference.Runs;

/// <summary>Successive parts that are whole, and what they count together.</summary>
internal sealed record FinishedParts(IReadOnlyList<PartReference> Parts, PartCounts Counts)
{
    public static FinishedParts None(int codes) => new([], PartCounts.None(codes));

    public FinishedParts With(PartReference part, PartCounts counts) => new([.. Parts, part], Counts.Plus(counts));
}
