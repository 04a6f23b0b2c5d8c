using System.Globalization;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Inference.Runs;

/// <summary>What the user should look at after a labelling.</summary>
internal static class Warnings
{
    private const int LongestId = 40;

    /// <returns>A sentence each, with a count; no post is quoted.</returns>
    public static IEnumerable<string> Of(PartCounts counts, CorpusOddities oddities)
    {
        if (counts.Posts == 0)
        {
            yield return "The corpus holds no post.";
        }

        if (counts.Abstained > 0)
        {
            var more = counts.Abstained - counts.IdsWithoutText.Count;
            yield return $"Posts without text, left without codes: {Number(counts.Abstained)} ({string.Join(", ", counts.IdsWithoutText.Select(Shorten))}{(more > 0 ? $" and {Number(more)} more" : "")}).";
        }

        foreach (var warning in CorpusWarnings.Of(oddities))
        {
            yield return warning;
        }
    }

    // a longer one may be the text of a post in the wrong column
    private static string Shorten(string id) => id.Length <= LongestId && !id.AsSpan().ContainsAny('\n', '\r') ? id : $"(an id of {Number(id.Length)} characters)";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
