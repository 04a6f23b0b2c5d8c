using ForumClassifier.Inference;
using ForumClassifier.Inference.Clusters;
using k8s;
using k8s.Models;

namespace ForumClassifier.Tests.Inference.Clusters;

/// <summary>The jobs as the client of Kubernetes reads them, which takes no field that the API does not have. No cluster runs them here.</summary>
public sealed class KubernetesFilesTests : IDisposable
{
    private readonly PlannedJob _planned = new(3000);

    public void Dispose() => _planned.Dispose();

    [Fact]
    public async Task Every_shard_is_an_index_of_the_job()
    {
        await PlanAsync();

        var files = KubernetesFiles.Write(Request() with { MaxParallel = 2 });
        var job = Read(files.Label);

        Assert.Equal(("batch/v1", "Job", "run-label", "Indexed", 3, 2, 3), (job.ApiVersion, job.Kind, job.Metadata.Name, job.Spec.CompletionMode, job.Spec.Completions, job.Spec.Parallelism, job.Spec.BackoffLimitPerIndex));
        Assert.Null(job.Spec.BackoffLimit); // of all indexes together: one bad shard would end the others
        var pod = job.Spec.Template.Spec;
        Assert.Equal("Never", pod.RestartPolicy); // the policy needs it
        var container = Assert.Single(pod.Containers);
        Assert.Equal("registry.example.org/forum-classifier:1", container.Image);
        Assert.Equal(["label", "--run", "/data/run", "--shard", "auto"], container.Args);
        Assert.Equal("3", container.Resources.Requests["cpu"].ToString());
        Assert.Equal("/data", Assert.Single(container.VolumeMounts).MountPath);
        var volume = Assert.Single(pod.Volumes);
        Assert.Equal((Assert.Single(container.VolumeMounts).Name, "forum-data"), (volume.Name, volume.PersistentVolumeClaim.ClaimName));
    }

    [Fact]
    public async Task A_shard_is_given_up_by_its_exit_code_and_a_moved_pod_does_not_count()
    {
        await PlanAsync();

        var files = KubernetesFiles.Write(Request());

        RequirePolicy("FailIndex", Read(files.Label));
        RequirePolicy("FailJob", Read(files.Merge));
    }

    [Fact]
    public async Task Merge_is_a_job_of_its_own()
    {
        await PlanAsync();

        var job = Read(KubernetesFiles.Write(Request()).Merge);

        Assert.Equal(("run-merge", 3), (job.Metadata.Name, job.Spec.BackoffLimit));
        Assert.Null(job.Spec.CompletionMode);
        Assert.Equal(["merge", "--run", "/data/run", "--output", "/data/run.csv"], Assert.Single(job.Spec.Template.Spec.Containers).Args);
    }

    [Fact]
    public async Task Places_that_no_pod_sees_are_told_until_others_are_named()
    {
        await PlanAsync();

        var hidden = KubernetesFiles.Write(Request()).Hidden;
        var named = KubernetesFiles.Write(Request() with { Model = "models/mine", Corpus = ["dump.jsonl.gz", "/data/more"], Output = "out/labels.csv" });

        Assert.Equal([Path.Combine(_planned.Job.Folder, "model"), _planned.Job.Corpus], hidden);
        Assert.Empty(named.Hidden);
        Assert.Equal(
            ["label", "--run", "/data/run", "--shard", "auto", "--model", "/data/models/mine", "--corpus", "/data/dump.jsonl.gz", "/data/more"],
            Read(named.Label).Spec.Template.Spec.Containers[0].Args);
        Assert.Equal("/data/out/labels.csv", named.Output);
    }

    [Theory]
    [InlineData("My Run_2", "my-run-2-label")]
    [InlineData("__", "forum-classifier-label")]
    [InlineData("a-very-long-name-of-a-run-over-all-posts-of-ten-years", "a-very-long-name-of-a-run-over-all-posts-label")]
    public async Task Names_are_such_as_Kubernetes_takes(string run, string name)
    {
        _planned.Run = Path.Combine(_planned.Job.Folder, run);
        await PlanAsync();

        Assert.Equal(name, Read(KubernetesFiles.Write(Request()).Label).Metadata.Name);
    }

    [Fact]
    public async Task Texts_that_look_like_numbers_stay_texts()
    {
        await PlanAsync();

        var job = Read(KubernetesFiles.Write(Request() with { Image = "1.0", Claim = "007", Model = "true" }).Label);

        var pod = job.Spec.Template.Spec;
        Assert.Equal(("1.0", "007"), (pod.Containers[0].Image, pod.Volumes[0].PersistentVolumeClaim.ClaimName));
    }

    private static void RequirePolicy(string hopeless, V1Job job)
    {
        var container = job.Spec.Template.Spec.Containers[0].Name;
        Assert.Collection(
            job.Spec.PodFailurePolicy.Rules,
            rule =>
            {
                Assert.Equal((hopeless, container, "In"), (rule.Action, rule.OnExitCodes.ContainerName, rule.OnExitCodes.OperatorProperty));
                Assert.Equal([1, 2, 65], rule.OnExitCodes.Values);
            },
            rule =>
            {
                Assert.Equal(("Ignore", container, "In"), (rule.Action, rule.OnExitCodes.ContainerName, rule.OnExitCodes.OperatorProperty));
                Assert.Equal([75], rule.OnExitCodes.Values);
            },
            rule =>
            {
                var condition = Assert.Single(rule.OnPodConditions);
                Assert.Equal(("Ignore", "DisruptionTarget", "True"), (rule.Action, condition.Type, condition.Status));
            });
    }

    private static V1Job Read(string path) => KubernetesYaml.Deserialize<V1Job>(File.ReadAllText(path), strict: true);

    private Task<PlanSummary> PlanAsync() => _planned.PlanAsync(3, _planned.Job.Request with { Options = new Dictionary<string, string>(_planned.Job.Request.Options) { ["--threads"] = "3" } });

    private KubernetesRequest Request() => new() { Run = _planned.Run, Image = "registry.example.org/forum-classifier:1", Claim = "forum-data", MountPath = "/data" };
}
