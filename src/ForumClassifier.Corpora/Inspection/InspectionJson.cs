using System.Text.Json;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Inspection;

/// <summary>A summary as JSON, for scripts.</summary>
public static class InspectionJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>One object with snake_case names; times in UTC with <c>Z</c>; ends with a line break.</summary>
    public static string Write(CorpusSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var oddities = summary.Oddities;
        return JsonSerializer.Serialize(
            new
            {
                oddities.Formats,
                summary.Posts,
                summary.Threads,
                summary.Authors,
                First = summary.First is { } first ? PostTime.Format(first) : null,
                Last = summary.Last is { } last ? PostTime.Format(last) : null,
                summary.Undated,
                oddities.UnreadableDates,
                oddities.DayOrMonthFirstDates,
                summary.BodyFormats,
                summary.Characters,
                summary.MedianLength,
                P95Length = summary.LongLength,
                summary.LongestLength,
                summary.EmptyTexts,
                summary.DoubledIds,
                summary.FirstDoubledIds,
                Duplicates = new { summary.Duplicates.ExactGroups, summary.Duplicates.ExactPosts, summary.Duplicates.NearGroups, summary.Duplicates.NearPosts },
                oddities.DoublePosts,
                oddities.FirstDoublePosts,
                oddities.MissingPosts,
                oddities.TopicsWithMissingPosts,
                oddities.TopicsWithoutList,
                DamagedFiles = oddities.DamagedFileCount,
                FirstDamagedFiles = oddities.DamagedFiles,
                OtherFiles = oddities.OtherFileCount,
                FirstOtherFiles = oddities.OtherFiles,
            },
            Options) + "\n";
    }
}
