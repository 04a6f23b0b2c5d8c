using System.Globalization;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Inspection;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Selection;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What <c>corpus inspect</c> is asked to do.</summary>
internal sealed record InspectRequest(IReadOnlyList<string> Corpus, PostColumns Columns, PostSelection Selection, bool Strict, bool Json);

/// <summary>A corpus to what is in it.</summary>
internal static class InspectJob
{
    private const int MostShown = 10;

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static Task<CorpusSummary> RunAsync(InspectRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var summary = ProgressDisplay.Run(screen, show => CorpusInspection.RunAsync(
            request.Corpus, request.Columns, request.Selection, request.Strict, posts => show(null, Text($"{posts:N0} posts read")), cancellationToken).GetAwaiter().GetResult());
        if (request.Json)
        {
            screen.Line(InspectionJson.Write(summary).TrimEnd('\n'));
        }
        else
        {
            Print(summary, screen);
        }

        return Task.FromResult(summary);
    }

    private static void Print(CorpusSummary summary, Screen screen)
    {
        var oddities = summary.Oddities;
        foreach (var format in oddities.Formats)
        {
            screen.Line(Text($"{format.Format + ":",-20}{format.Files:N0} {(format.Files == 1 ? "file" : "files")}{(format.Columns.Count > 0 ? $"; columns {Shown.Names(format.Columns)}" : "")}"));
        }

        screen.Line(Text($"Posts:              {summary.Posts:N0} in {TaxonomyText.Count(summary.Threads, "thread")}{(summary.Authors > 0 ? $" by {TaxonomyText.Count(summary.Authors, "author")}" : "")}"));
        screen.Line(Text($"Dates:              {(summary.First is null ? "none" : $"{Day(summary.First)} to {Day(summary.Last)}")}; {summary.Undated:N0} posts without, {oddities.UnreadableDates:N0} of them with one that cannot be read ({oddities.DayOrMonthFirstDates:N0} day or month first)"));
        screen.Line(Text($"Bodies:             {string.Join(", ", summary.BodyFormats.Select(format => Text($"{format.Key} {format.Value:N0}")))}"));
        screen.Line(Text($"Characters:         {summary.Characters:N0}; median {summary.MedianLength:N0}, 95 % up to {summary.LongLength:N0}, longest {summary.LongestLength:N0}"));
        screen.Line(Text($"Without text:       {summary.EmptyTexts:N0}"));
        screen.Line(Text($"Doubled ids:        {summary.DoubledIds:N0}{List(summary.FirstDoubledIds)}"));
        screen.Line(Text($"Equal texts:        {summary.Duplicates.ExactPosts:N0} posts share {summary.Duplicates.ExactGroups:N0} texts; case and white space do not count"));
        screen.Line(Text($"Nearly equal texts: {summary.Duplicates.NearPosts:N0} posts in {summary.Duplicates.NearGroups:N0} groups"));
        if (oddities.DoublePosts > 0)
        {
            screen.Line(Text($"Met again:          {oddities.DoublePosts:N0} posts, read once{List(oddities.FirstDoublePosts)}"));
        }

        if (oddities.MissingPosts > 0)
        {
            var topics = oddities.TopicsWithMissingPosts;
            screen.Line(Text($"Missing posts:      {oddities.MissingPosts:N0} in {topics.Count:N0} topics: {string.Join(", ", topics.Take(MostShown).Select(topic => Text($"{topic.Posts} of topic {topic.Topic}")))}{More(topics.Count - MostShown)}"));
        }

        if (oddities.TopicsWithoutList > 0)
        {
            screen.Line(Text($"Topics without list: {oddities.TopicsWithoutList:N0}; what is missing of them cannot be told"));
        }

        if (oddities.LongThreads > 0)
        {
            screen.Line(Text($"Long threads:       {oddities.LongThreads:N0}; {oddities.PostsOfLongThreads:N0} posts after their first {SelectedPosts.MostThreadCharacters:N0} characters left out"));
        }

        if (oddities.OtherFileCount > 0)
        {
            screen.Line(Text($"Other files:        {oddities.OtherFileCount:N0}, not read: {string.Join(", ", oddities.OtherFiles)}{More(oddities.OtherFileCount - oddities.OtherFiles.Count)}"));
        }

        foreach (var message in oddities.DamagedFiles)
        {
            screen.Warn($"Damaged, left out from there on: {message}");
        }

        if (oddities.DamagedFileCount > oddities.DamagedFiles.Count)
        {
            screen.Warn(Text($"Damaged files in all: {oddities.DamagedFileCount:N0}."));
        }
    }

    private static string List(IReadOnlyList<string> ids) => ids.Count == 0 ? "" : $"; first {Shown.Names(ids)}";

    private static string More(long more) => more > 0 ? Text($" and {more:N0} more") : "";

    private static string Day(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
