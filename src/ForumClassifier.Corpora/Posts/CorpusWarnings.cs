using System.Globalization;
using ForumClassifier.Corpora.Selection;

namespace ForumClassifier.Corpora.Posts;

/// <summary>What the user should know of a reading of a corpus.</summary>
public static class CorpusWarnings
{
    /// <returns>A sentence each, with a count; no post is quoted.</returns>
    public static IEnumerable<string> Of(CorpusOddities oddities)
    {
        ArgumentNullException.ThrowIfNull(oddities);
        if (oddities.UnreadableDates > 0)
        {
            yield return $"Posts with a date that cannot be read, or could be day or month first, left without a date: {Number(oddities.UnreadableDates)}.";
        }

        if (oddities.DoublePosts > 0)
        {
            yield return $"Posts met again in the dump, read once: {Number(oddities.DoublePosts)}.";
        }

        if (oddities.MissingPosts > 0)
        {
            yield return $"Posts that topics list and that are in no file: {Number(oddities.MissingPosts)}, of {Number(oddities.TopicsWithMissingPosts.Count)} topics; corpus inspect names them.";
        }

        if (oddities.LongThreads > 0)
        {
            yield return $"Threads longer than {SelectedPosts.MostThreadCharacters.ToString("N0", CultureInfo.InvariantCulture)} characters, whose later posts were left out: {Number(oddities.LongThreads)} ({Number(oddities.PostsOfLongThreads)} posts).";
        }

        if (oddities.DamagedFileCount > 0)
        {
            var more = oddities.DamagedFileCount - oddities.DamagedFiles.Count;
            yield return $"Damaged files, left out: {Number(oddities.DamagedFileCount)}.{string.Concat(oddities.DamagedFiles.Select(message => $"\n  {message}"))}{(more > 0 ? $"\n  ... and {Number(more)} more." : "")}";
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
