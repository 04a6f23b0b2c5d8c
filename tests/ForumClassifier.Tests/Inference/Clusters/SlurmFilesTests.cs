using System.Diagnostics;
using ForumClassifier.Inference;
using ForumClassifier.Inference.Clusters;

namespace ForumClassifier.Tests.Inference.Clusters;

/// <summary>The scripts as texts; a real Slurm runs them in the end-to-end tests.</summary>
public sealed class SlurmFilesTests : IDisposable
{
    private const int Shards = 5;
    private const int Posts = 5000;

    private readonly PlannedJob _planned = new(Posts);

    public void Dispose() => _planned.Dispose();

    [Fact]
    public async Task New_run_is_an_array_of_all_shards()
    {
        await PlanAsync();

        var files = Write(Request() with { Partition = "cpu,long", Time = "04:00:00", Gres = "gpu:1", MaxParallel = 2 });

        Assert.Equal([0, 1, 2, 3, 4], files.Unfinished);
        Assert.Equal(
            [
                "--job-name=forum-classifier", "--array=0-4%2", "--nodes=1", "--ntasks=1", "--cpus-per-task=3", "--partition=cpu,long", "--time=04:00:00", "--gres=gpu:1",
                "--requeue", "--signal=B:USR1@120", "--open-mode=append", "--output=slurm/%A_%a.log",
            ],
            Directives(files.Label!));
        Assert.Equal(
            ["--job-name=forum-classifier-merge", "--nodes=1", "--ntasks=1", "--partition=cpu,long", "--time=04:00:00", "--requeue", "--open-mode=append", "--output=slurm/merge-%j.log"],
            Directives(files.Merge));
    }

    [Fact]
    public async Task What_was_not_asked_for_is_left_to_the_cluster()
    {
        await PlanAsync();

        var options = Directives(Write(Request()).Label!);

        Assert.Contains("--array=0-4", options);
        Assert.DoesNotContain(options, option => option.StartsWith("--partition", StringComparison.Ordinal) || option.StartsWith("--time", StringComparison.Ordinal) || option.StartsWith("--gres", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Short_limit_is_announced_in_its_last_quarter_and_is_no_limit_of_the_merge()
    {
        await PlanAsync();

        var files = Write(Request() with { Time = "2" });

        Assert.Contains("--signal=B:USR1@30", Directives(files.Label!));
        Assert.Contains("--time=00:10:00", Directives(files.Merge));
    }

    [Fact]
    public async Task Only_what_is_not_finished_or_damaged_is_labelled_again()
    {
        await PlanAsync();
        foreach (var shard in new[] { 0, 1, 3 })
        {
            await _planned.LabelAsync(shard);
        }

        await File.AppendAllTextAsync(_planned.Part(1), "x", TestContext.Current.CancellationToken);

        var files = Write(Request());

        Assert.Equal([1, 2, 4], files.Unfinished);
        Assert.Contains("--array=1-2,4", Directives(files.Label!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // it was finished by hand
    public async Task Finished_run_has_only_its_merge_left(bool hadScripts)
    {
        await PlanAsync();
        if (hadScripts)
        {
            Write(Request());
        }

        for (var shard = 0; shard < Shards; shard++)
        {
            await _planned.LabelAsync(shard);
        }

        var files = Write(Request());

        Assert.Null(files.Label);
        Assert.Equal(["merge.sh"], Directory.GetFiles(Path.Combine(_planned.Run, "slurm")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Scripts_do_not_say_where_the_run_lies()
    {
        await PlanAsync();

        var files = Write(Request());

        Assert.All([files.Label!, files.Merge], script => Assert.DoesNotContain(_planned.Job.Folder, File.ReadAllText(script), StringComparison.Ordinal));
        Assert.Contains("label --run . --shard \"$SLURM_ARRAY_TASK_ID\" &\n", File.ReadAllText(files.Label!), StringComparison.Ordinal);
        Assert.EndsWith("\nexec forum-classifier merge --run . --output ../run.csv\n", File.ReadAllText(files.Merge), StringComparison.Ordinal);
        Assert.Equal(_planned.Run + ".csv", files.Output);
    }

    [Fact]
    public async Task Other_places_are_named_as_the_run_sees_them()
    {
        await PlanAsync();

        var files = Write(Request() with { Program = "apptainer run it.sif", Model = "/scratch/my model", Corpus = [_planned.Job.Corpus], Output = "/results/labels.csv" });

        Assert.Contains($"    apptainer run it.sif label --run . --shard \"$SLURM_ARRAY_TASK_ID\" --model '/scratch/my model' --corpus {_planned.Job.Corpus} &\n", File.ReadAllText(files.Label!), StringComparison.Ordinal);
        Assert.Contains("--output /results/labels.csv\n", File.ReadAllText(files.Merge), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_can_read_the_scripts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell of that kind there.");
        await PlanAsync();
        var files = Write(Request());

        foreach (var script in new[] { files.Label!, files.Merge })
        {
            using var bash = Process.Start(new ProcessStartInfo("bash", ["-n", script]) { RedirectStandardError = true })!; // it starts a program
            Assert.Equal("", await bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, bash.ExitCode);
        }
    }

    [Fact]
    public async Task Folder_with_scripts_can_be_planned_again()
    {
        await PlanAsync();
        Write(Request());

        Assert.True((await PlanAsync()).WasPlanned);
    }

    [Fact]
    public async Task Output_of_another_format_is_refused()
    {
        await PlanAsync();

        var error = Assert.Throws<RunException>(() => Write(Request() with { Output = "labels.jsonl" }));

        Assert.Equal("labels.jsonl: The run was planned to write csv. Let the name end so, or plan with another --output-format.", error.Message);
    }

    private Task<PlanSummary> PlanAsync() => _planned.PlanAsync(Shards, _planned.Job.Request with { Options = new Dictionary<string, string>(_planned.Job.Request.Options) { ["--threads"] = "3" } });

    private SlurmRequest Request() => new() { Run = _planned.Run, Program = "forum-classifier" };

    private static SlurmFiles Write(SlurmRequest request) => SlurmFiles.Write(request, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Directives(string script) =>
        File.ReadLines(script).Where(line => line.StartsWith("#SBATCH ", StringComparison.Ordinal)).Select(line => line["#SBATCH ".Length..]);
}
