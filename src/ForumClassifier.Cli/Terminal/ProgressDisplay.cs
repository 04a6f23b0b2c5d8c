using System.Diagnostics;
using Spectre.Console;

namespace ForumClassifier.Cli.Terminal;

/// <summary>Shows how far something is: a bar on a terminal, a plain line every few seconds elsewhere.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Runs work that tells its share done, in [0, 1] (null where the whole is unknown), and what to show beside it.</summary>
    public static T Run<T>(Screen screen, Func<Action<double?, string>, T> work)
    {
        if (!screen.ShowsProgressBars)
        {
            var last = Stopwatch.GetTimestamp();
            return work((share, text) =>
            {
                if (Stopwatch.GetElapsedTime(last) >= BetweenLines)
                {
                    screen.Error.WriteLine(text);
                    last = Stopwatch.GetTimestamp();
                }
            });
        }

        return Screen.Create(screen.Error, isFile: false).Progress()
            .HideCompleted(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn { Width = 30 }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var task = context.AddTask("", maxValue: 1);
                return work((share, text) =>
                {
                    task.IsIndeterminate = share is null;
                    task.Value = share ?? 0;
                    task.Description = Markup.Escape(text);
                });
            });
    }
}
