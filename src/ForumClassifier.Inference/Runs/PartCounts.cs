namespace ForumClassifier.Inference.Runs;

/// <summary>What was counted in one part, or in several together.</summary>
/// <param name="IdsWithoutText">The first ten.</param>
/// <param name="Repeated">Those whose text was classified for an earlier post.</param>
/// <param name="Tokens">Read, of posts that are not repeated.</param>
/// <param name="ComputedTokens">Those, and what they were padded with.</param>
/// <param name="Seconds">Since the part before, or the start of the labelling.</param>
/// <param name="Phases">Without the time that saving the part took.</param>
/// <param name="Codes">How many posts have each code, in the order of the model's codes.</param>
/// <param name="Since">How the posts stand to those of an earlier run, as far as can be said without the others; null where there is none.</param>
internal sealed record PartCounts(
    long Posts, long Abstained, IReadOnlyList<string> IdsWithoutText, long Truncated, long Undated, long Repeated, long Tokens, long ComputedTokens,
    double Seconds, LabelPhases Phases, IReadOnlyList<long> Codes, SincePosts? Since = null)
{
    public const int MostIds = 10;

    /// <summary>How much of what was computed is padding, in [0, 1]; null where nothing was computed in tokens.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double? PaddingShare => ShareOf(Tokens, ComputedTokens);

    public static PartCounts None(int codes) => new(0, 0, [], 0, 0, 0, 0, 0, 0, LabelPhases.None, new long[codes]);

    public static double? ShareOf(long tokens, long computedTokens) => computedTokens > 0 ? 1 - ((double)tokens / computedTokens) : null;

    public PartCounts Plus(PartCounts next) => new(
        Posts + next.Posts,
        Abstained + next.Abstained,
        [.. IdsWithoutText.Concat(next.IdsWithoutText).Take(MostIds)],
        Truncated + next.Truncated,
        Undated + next.Undated,
        Repeated + next.Repeated,
        Tokens + next.Tokens,
        ComputedTokens + next.ComputedTokens,
        Seconds + next.Seconds,
        Phases.Plus(next.Phases),
        [.. Codes.Zip(next.Codes, (a, b) => a + b)],
        Since is null ? next.Since : next.Since is null ? Since : Since.Plus(next.Since));
}
