using System.Globalization;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Inference.Clusters;

/// <summary>The scripts of a run for Slurm, in its folder.</summary>
/// <param name="Unfinished">The shards of the array job, in their order.</param>
/// <param name="Label">The script of the array job; null where every shard is finished.</param>
/// <param name="Merge">The script of the job that waits for it.</param>
/// <param name="Output">Where the merge puts the predictions, seen from here.</param>
public sealed record SlurmFiles(IReadOnlyList<int> Unfinished, string? Label, string Merge, string Output)
{
    /// <summary>Folder of the scripts and of the jobs' logs, in that of the run.</summary>
    internal const string Folder = "slurm";

    /// <summary>Writes the scripts for what is not finished; earlier ones are replaced. Reads all parts.</summary>
    /// <exception cref="RunException">There is no such folder, or it is not that of a planned run; or the output has another ending than planned.</exception>
    /// <exception cref="RunIncompleteException">The plan is missing.</exception>
    /// <exception cref="RunDamagedException">The plan is damaged.</exception>
    /// <exception cref="OutputException">A script cannot be written.</exception>
    public static SlurmFiles Write(SlurmRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var run = PlannedRun.Open(request.Run);
        var folder = Path.GetFullPath(request.Run);
        var output = ClusterOutput.Find(run, request.Output);
        var unfinished = UnfinishedShards.Find(run, cancellationToken);
        var threads = int.Parse(run.Options["--threads"], CultureInfo.InvariantCulture);
        string FromRun(string path) => Path.GetRelativePath(folder, Path.GetFullPath(path)).Replace('\\', '/');
        string InRun(string path) => Path.IsPathRooted(path) ? path : FromRun(path);
        var seen = request with
        {
            Model = request.Model is null ? null : InRun(request.Model),
            Corpus = [.. request.Corpus.Select(InRun)],
            Output = request.Output is null ? FromRun(output) : InRun(output),
        };

        var label = Path.Combine(request.Run, Folder, "label.sh");
        var merge = Path.Combine(request.Run, Folder, "merge.sh");
        WholeFile.WriteText(merge, SlurmScripts.Merge(seen));
        if (unfinished.Count > 0)
        {
            WholeFile.WriteText(label, SlurmScripts.Label(seen, unfinished, threads));
        }
        else
        {
            Delete(label);
        }

        return new SlurmFiles(unfinished, unfinished.Count > 0 ? label : null, merge, output);
    }

    private static void Delete(string script)
    {
        try
        {
            File.Delete(script);
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            throw WholeFile.Explain(script, e);
        }
    }
}
