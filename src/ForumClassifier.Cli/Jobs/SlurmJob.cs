using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Inference.Clusters;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What is left of a run to jobs of Slurm.</summary>
internal static class SlurmJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(SlurmRequest request, bool submit, bool json, Screen screen, CancellationToken cancellationToken)
    {
        var files = SlurmFiles.Write(request, cancellationToken);
        var (array, merge) = submit ? await SubmitAsync(request.Run, files, cancellationToken) : (null, null);
        if (json)
        {
            screen.Line(JsonText.Of(new { files.Unfinished, files.Label, files.Merge, files.Output, ArrayJob = array, MergeJob = merge }));
            return;
        }

        if (files.Label is not null)
        {
            screen.Wrote(files.Label);
        }

        screen.Wrote(files.Merge);
        screen.Line(files.Label is null ? "Every shard is finished; what is left is to merge." : string.Create(CultureInfo.InvariantCulture, $"Shards to label: {files.Unfinished.Count:N0}"));
        if (!submit)
        {
            screen.Line("Submit:");
            if (files.Label is not null)
            {
                screen.Line($"  sbatch {ShellText.Quote(Arguments(request.Run, files.Label))}");
            }

            screen.Line($"  sbatch {(files.Label is null ? "" : "--dependency=afterany:JOB ")}{ShellText.Quote(Arguments(request.Run, files.Merge))}");
            return;
        }

        if (array is not null)
        {
            screen.Line($"Submitted the array job {array}");
        }

        screen.Line($"Submitted the job {merge}, which merges into {files.Output}{(array is null ? "" : " afterwards")}");
        screen.Line($"How far is it: forum-classifier status --run {request.Run}");
    }

    private static async Task<(string? Array, string? Merge)> SubmitAsync(string run, SlurmFiles files, CancellationToken cancellationToken)
    {
        var array = files.Label is null ? null : await SubmitAsync(run, files.Label, [], cancellationToken);
        try
        {
            return (array, await SubmitAsync(run, files.Merge, array is null ? [] : [$"--dependency=afterany:{array}"], cancellationToken));
        }
        catch (SlurmException e) when (array is not null)
        {
            throw new SlurmException(files.Merge, $"The array job {array} was submitted, but not this one ({e.Message.TrimEnd('.')}).", $"Submit it: sbatch --dependency=afterany:{array} {ShellText.Quote(Arguments(run, files.Merge))}.");
        }
    }

    /// <returns>The job's id.</returns>
    private static async Task<string> SubmitAsync(string run, string script, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("sbatch", ["--parsable", .. options, .. Arguments(run, script)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var sbatch = Process.Start(start) ?? throw new InvalidOperationException("sbatch did not start.");
            var error = sbatch.StandardError.ReadToEndAsync(cancellationToken);
            var output = await sbatch.StandardOutput.ReadToEndAsync(cancellationToken);
            var said = (await error).Trim();
            await sbatch.WaitForExitAsync(cancellationToken);
            return sbatch.ExitCode == 0
                ? output.Trim().Split(';')[0] // id;cluster
                : throw new SlurmException(script, $"Slurm did not take the job ({said.ReplaceLineEndings(" ").TrimEnd('.')}).", "Mend what it names, or submit the script with other options.");
        }
        catch (Win32Exception)
        {
            throw new SlurmException(script, "There is no command sbatch here.", "Give the command on a machine of the cluster, or leave --submit out and submit the script there.");
        }
    }

    private static string[] Arguments(string run, string script) => [$"--chdir={run}", script];
}
