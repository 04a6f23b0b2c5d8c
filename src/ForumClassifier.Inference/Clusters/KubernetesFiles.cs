using System.Globalization;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Inference.Clusters;

/// <summary>The jobs of a run for Kubernetes, in its folder.</summary>
/// <param name="Label">The file of the Indexed Job.</param>
/// <param name="LabelJob">Its name.</param>
/// <param name="Merge">The file of the Job that merges.</param>
/// <param name="MergeJob">Its name.</param>
/// <param name="Output">Where the merge puts the predictions, seen from a pod.</param>
/// <param name="Hidden">Places of the plan that no pod sees, and for which nothing else was named.</param>
public sealed record KubernetesFiles(string Label, string LabelJob, string Merge, string MergeJob, string Output, IReadOnlyList<string> Hidden)
{
    /// <summary>In the folder of the run.</summary>
    internal const string Folder = "kubernetes";

    /// <summary>Writes the jobs; earlier ones are replaced.</summary>
    /// <exception cref="RunException">There is no such folder, or it is not that of a planned run; or the output has another ending than planned.</exception>
    /// <exception cref="RunIncompleteException">The plan is missing.</exception>
    /// <exception cref="RunDamagedException">The plan is damaged.</exception>
    /// <exception cref="OutputException">A file cannot be written.</exception>
    public static KubernetesFiles Write(KubernetesRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var run = PlannedRun.Open(request.Run);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Run)));
        var mount = request.MountPath.TrimEnd('/');
        string InPod(string path) => path.StartsWith('/') ? path : $"{mount}/{path}";
        var output = InPod(request.Output is null ? Path.GetFileName(ClusterOutput.Find(run, null)) : ClusterOutput.Find(run, request.Output));
        var jobs = new KubernetesJobs(request with { Run = InPod(name), Output = output, Model = request.Model is null ? null : InPod(request.Model), Corpus = [.. request.Corpus.Select(InPod)] }, name);

        var label = Path.Combine(request.Run, Folder, "label.yaml");
        var merge = Path.Combine(request.Run, Folder, "merge.yaml");
        WholeFile.WriteText(label, jobs.Label(run.Shards, int.Parse(run.Options["--threads"], CultureInfo.InvariantCulture)));
        WholeFile.WriteText(merge, jobs.Merge());
        List<string> planned = [.. request.Model is null ? [run.ModelPath] : Array.Empty<string>(), .. request.Corpus.Count == 0 ? run.CorpusPaths : []];
        return new KubernetesFiles(label, jobs.LabelName, merge, jobs.MergeName, output, [.. planned.Where(path => !path.StartsWith(mount + "/", StringComparison.Ordinal))]);
    }
}
