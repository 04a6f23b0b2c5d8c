using System.Globalization;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Inference;
using Spectre.Console;

namespace ForumClassifier.Cli.Jobs;

/// <summary>How far a run is, for people and for scripts.</summary>
internal static class StatusJob
{
    private const int MostShown = 20;

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static void Run(string run, bool json, Screen screen, TimeProvider time)
    {
        var status = RunStatus.Read(run, time);
        if (json)
        {
            screen.Line(JsonText.Of(status));
            return;
        }

        if (status.Posts is null)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{status.Done:N0} posts labelled; how many the corpus holds is known at the end{(status.PostsPerSecond is { } posts ? $"; {posts:F1} posts/s in the last ten minutes" : "")}"));
            screen.Line("What goes on with it: the label command that it was begun with.");
            return;
        }

        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{status.Done:N0} of {status.Posts:N0} posts labelled, {status.Left:N0} left; {status.FinishedShards:N0} of {status.Shards:N0} shards finished"));
        if (status.Unfinished.Count == 0)
        {
            screen.Line(status.IsMerged ? "Finished, and its predictions are written." : $"Next: forum-classifier merge --run {run} --output FILE");
            return;
        }

        screen.Line(status.PostsPerSecond is { } pace
            ? string.Create(CultureInfo.InvariantCulture, $"{pace:F1} posts/s in the last ten minutes; {TimeLeft.Of(status.SecondsLeft ?? 0)} left at that pace")
            : "No part was written in the last ten minutes.");
        var table = Screen.NewTable(null, "shard", "posts", "done", "problem");
        foreach (var shard in status.Unfinished.Take(MostShown))
        {
            table.AddRow(
                shard.Shard.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{shard.Posts:N0}"), shard.Done.ToString("N0", CultureInfo.InvariantCulture),
                Markup.Escape(shard.Problem ?? shard.Failure ?? ""));
        }

        screen.Table(table);
        if (status.Unfinished.Count > MostShown)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"and {status.Unfinished.Count - MostShown:N0} more; --json lists all"));
        }

        screen.Line($"What finishes a shard: forum-classifier label --run {run} --shard {status.Unfinished[0].Shard.ToString(CultureInfo.InvariantCulture)}");
    }
}
