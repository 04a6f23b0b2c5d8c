namespace ForumClassifier.Inference.Runs;

/// <summary>What was counted in one part, or in several together.</summary>
/// <param name="IdsWithoutText">The first ten.</param>
/// <param name="Repeated">Those whose text was classified for an earlier post.</param>
/// <param name="Seconds">Since the part before, or the start of the labelling.</param>
/// <param name="Codes">How many posts have each code, in the order of the model's codes.</param>
internal sealed record PartCounts(
    long Posts, long Abstained, IReadOnlyList<string> IdsWithoutText, long Truncated, long Undated, long Repeated, long Tokens,
    double Seconds, double ClassifierSeconds, IReadOnlyList<long> Codes)
{
    public const int MostIds = 10;

    public static PartCounts None(int codes) => new(0, 0, [], 0, 0, 0, 0, 0, 0, new long[codes]);

    public PartCounts Plus(PartCounts next) => new(
        Posts + next.Posts,
        Abstained + next.Abstained,
        [.. IdsWithoutText.Concat(next.IdsWithoutText).Take(MostIds)],
        Truncated + next.Truncated,
        Undated + next.Undated,
        Repeated + next.Repeated,
        Tokens + next.Tokens,
        Seconds + next.Seconds,
        ClassifierSeconds + next.ClassifierSeconds,
        [.. Codes.Zip(next.Codes, (a, b) => a + b)]);
}
