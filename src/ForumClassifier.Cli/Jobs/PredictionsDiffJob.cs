using System.Globalization;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Corpora.Taxonomies;
using ForumClassifier.Inference;
using Spectre.Console;

namespace ForumClassifier.Cli.Jobs;

/// <summary>Two runs to the reasons for which they differ.</summary>
internal static class PredictionsDiffJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(string old, string later, string? taxonomy, bool json, Screen screen, CancellationToken cancellationToken)
    {
        var diff = await RunDiff.CompareAsync(EarlierRun.Find(old), EarlierRun.Find(later), taxonomy is null ? null : TaxonomyFile.Read(taxonomy), cancellationToken);
        if (json)
        {
            screen.Line(JsonText.Of(diff));
            return;
        }

        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{diff.OldPosts:N0} posts before, {diff.NewPosts:N0} now: {diff.Posts.New:N0} new, {diff.Posts.Gone:N0} gone, {diff.Posts.Changed:N0} with another text, {diff.Posts.Unchanged:N0} with the same ({diff.SameText:N0} of these with other codes)"));
        screen.Line(diff.Settings.Count == 0 ? "Model and options are the same." : $"Model or options differ:{string.Concat(diff.Settings.Select(setting => $"\n  {setting}"))}");
        var table = Screen.NewTable(null, "code", "before", "now", "difference", "new posts", "gone posts", "changed text", "same text", "taxonomy");
        foreach (var code in diff.Codes)
        {
            table.AddRow(
                Markup.Escape(code.Code), Number(code.Old), Number(code.New), Signed(code.New - code.Old),
                Shown(code.NewPosts), Shown(code.GonePosts), Shown(code.ChangedText), Shown(code.SameText), Shown(code.Taxonomy));
        }

        screen.Table(table);
        screen.Line("+ posts that got the code, - posts that lost it. The last five columns add up to the difference.");
    }

    private static string Shown(GainedLost posts) => (posts.Gained, posts.Lost) switch
    {
        (0, 0) => "",
        (_, 0) => $"+{Number(posts.Gained)}",
        (0, _) => $"-{Number(posts.Lost)}",
        _ => $"+{Number(posts.Gained)} -{Number(posts.Lost)}",
    };

    private static string Signed(long difference) => difference > 0 ? $"+{Number(difference)}" : Number(difference);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
