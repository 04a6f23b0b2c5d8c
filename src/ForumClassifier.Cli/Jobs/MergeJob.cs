using System.Globalization;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Inference;

namespace ForumClassifier.Cli.Jobs;

/// <summary>The shards of a run to one file.</summary>
internal static class MergeJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(string run, string output, bool overwrite, bool json, Screen screen, TimeProvider time, CancellationToken cancellationToken)
    {
        var merge = new RunMerge(run, output, overwrite, time);
        var summary = await merge.MergeAsync(_ => screen.Error.WriteLine("Something of the run is missing; a shared file system may show it late. Looking again for 90 seconds."), cancellationToken);
        foreach (var warning in summary.Warnings)
        {
            screen.Warn(warning);
        }

        if (json)
        {
            screen.Line(JsonText.Of(summary));
            return;
        }

        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{(summary.WasMerged ? "Merged before" : "Merged")}: {summary.Posts:N0} posts ({summary.Abstained:N0} without text, {summary.Truncated:N0} cut), labelled in {summary.Seconds:F1} s of all workers together"));
        screen.Line(PhasesText.Of(summary.Phases, summary.EngineShare, summary.PaddingShare));
        screen.Table(LabelJob.CodesTable(summary.Codes, summary.Posts - summary.Abstained));
        screen.Line($"SHA-256 {summary.Sha256}");
        if (!summary.WasMerged)
        {
            screen.Wrote(output);
        }
    }
}
