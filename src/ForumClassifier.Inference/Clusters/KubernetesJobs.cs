using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace ForumClassifier.Inference.Clusters;

/// <summary>The texts of the jobs that Kubernetes runs, by the API <c>batch/v1</c> of version 1.33 on (<c>backoffLimitPerIndex</c> and <c>podFailurePolicy</c>).</summary>
/// <param name="request">With paths that hold in a pod, its output known.</param>
/// <param name="name">Of the run.</param>
internal sealed partial class KubernetesJobs(KubernetesRequest request, string name)
{
    private const string Container = "forum-classifier";
    private const string Volume = "data";
    private const int RetriesOfAShard = 3;
    private const int RetriesOfTheMerge = 3; // what is missing is looked for in each

    // options that are wrong, the user's problem, and a run that is not what it was: no attempt mends them
    private static readonly int[] Hopeless = [1, 2, 65];
    private static readonly int[] Stopped = [75];
    private static readonly ISerializer Serializer = new SerializerBuilder().WithQuotingNecessaryStrings().WithNewLine("\n").WithIndentedSequences().DisableAliases().Build();

    public string LabelName { get; } = NameOf(name, "label");

    public string MergeName { get; } = NameOf(name, "merge");

    /// <summary>The Indexed Job: the pod of an index labels the shard of that number.</summary>
    public string Label(int shards, int threads) => Serializer.Serialize(new
    {
        apiVersion = "batch/v1",
        kind = "Job",
        metadata = new { name = LabelName },
        spec = new
        {
            completionMode = "Indexed",
            completions = shards,
            parallelism = Math.Min(request.MaxParallel ?? shards, shards),
            backoffLimitPerIndex = RetriesOfAShard,
            podFailurePolicy = Policy("FailIndex"),
            template = Template(
                ["label", "--run", request.Run, "--shard", "auto", .. request.Model is { } model ? ["--model", model] : Array.Empty<string>(), .. request.Corpus.Count > 0 ? ["--corpus", .. request.Corpus] : Array.Empty<string>()],
                threads),
        },
    });

    /// <summary>The Job that merges what is there.</summary>
    public string Merge() => Serializer.Serialize(new
    {
        apiVersion = "batch/v1",
        kind = "Job",
        metadata = new { name = MergeName },
        spec = new
        {
            backoffLimit = RetriesOfTheMerge,
            podFailurePolicy = Policy("FailJob"),
            template = Template(["merge", "--run", request.Run, "--output", request.Output!], threads: 1), // not null: the caller knows it
        },
    });

    // the first rule that fits counts: a pod that is moved away ends with 75, or is killed
    private static object Policy(string hopeless) => new
    {
        rules = new object[]
        {
            new { action = hopeless, onExitCodes = new { containerName = Container, @operator = "In", values = Hopeless } },
            new { action = "Ignore", onExitCodes = new { containerName = Container, @operator = "In", values = Stopped } },
            new { action = "Ignore", onPodConditions = new[] { new { type = "DisruptionTarget", status = "True" } } },
        },
    };

    private object Template(string[] arguments, int threads) => new
    {
        spec = new
        {
            restartPolicy = "Never",
            containers = new[]
            {
                new
                {
                    name = Container,
                    image = request.Image,
                    args = arguments,
                    resources = new { requests = new { cpu = threads.ToString(CultureInfo.InvariantCulture), memory = "2Gi" } },
                    volumeMounts = new[] { new { name = Volume, mountPath = request.MountPath } },
                },
            },
            volumes = new[] { new { name = Volume, persistentVolumeClaim = new { claimName = request.Claim } } },
        },
    };

    // a DNS label: at most 63 characters, of which the pods' names take some
    private static string NameOf(string run, string job)
    {
        const int Longest = 40;
        var name = Other().Replace(run.ToLowerInvariant(), "-").Trim('-');
        name = name[..Math.Min(Longest, name.Length)].Trim('-');
        return name.Length == 0 ? $"forum-classifier-{job}" : $"{name}-{job}";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
