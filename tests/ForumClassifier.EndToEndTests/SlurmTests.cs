using System.Text.Json;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>A run that a real Slurm of two nodes finishes, while what can go wrong does.</summary>
[Collection(typeof(ProgramTests))]
public sealed class SlurmTests(BuiltProgram program) : IDisposable
{
    private const int Shards = 6;
    private const int PostsPerShard = 3 * 1024;

    // one fault for each shard; shard 5 has none
    private const int KilledWorker = 0;
    private const int DeadNode = 1;
    private const int TimeIsUp = 2;
    private const int Preempted = 3;
    private const int Cancelled = 4;

    private readonly TemporaryFolder _folder = new();

    private string Run => _folder.File("run");

    public void Dispose() => _folder.Dispose();

    [SlowFact]
    public async Task Slurm_finishes_a_run_whatever_happens_to_its_workers()
    {
        await using var slurm = await SlurmCluster.StartAsync();
        await program.CopyModelAsync(_folder.File("model"));
        _folder.Write("corpus.csv", MadePosts.Csv(Shards * PostsPerShard));
        await CallAsync(slurm, "label", "--model", "model", "--corpus", "corpus.csv", "--output", "whole.csv", "--precision", "fp32");
        await CallAsync(slurm, "plan", "--model", "model", "--corpus", "corpus.csv", "--run", "run", "--shards", "6", "--precision", "fp32");

        var (array, merge) = await SubmitAsync(slurm, "--partition", "main", "--time", "30", "--max-parallel", "2");
        string TaskOf(int shard) => $"{array}_{shard}";

        int[] held = [TimeIsUp, Preempted, Cancelled]; // until their turn: a quick machine would be done with them before
        foreach (var shard in held)
        {
            await slurm.RunAsync("scontrol", "hold", TaskOf(shard));
        }

        var killed = await FreezeAsync(KilledWorker);
        WorkerProcess.Send(killed, "KILL");

        var powerless = await FreezeAsync(DeadNode);
        var node = (await slurm.ShowAsync(TaskOf(DeadNode)))["BatchHost"];
        await slurm.CutPowerAsync(node[^1] - '0');
        await SlurmCluster.WaitAsync("the worker is gone", () => Task.FromResult(!Directory.Exists($"/proc/{powerless}")));

        await slurm.RunAsync("scontrol", "release", TaskOf(TimeIsUp));
        var late = await FreezeAsync(TimeIsUp, afterParts: 1);
        await slurm.RunAsync("scontrol", "update", $"JobId={TaskOf(TimeIsUp)}", "TimeLimit=1");
        await SlurmCluster.WaitAsync("the time is announced", () => LogSays(array, TimeIsUp, "The time is nearly up."));
        WorkerProcess.Send(late, "CONT");

        await slurm.StartNowAsync(TaskOf(DeadNode));
        slurm.SwitchOn(node[^1] - '0');

        await slurm.RunAsync("scontrol", "release", TaskOf(Preempted));
        await FreezeAsync(Preempted);
        var urgent = await slurm.RunAsync("sbatch", "--parsable", "--partition=urgent", "--output=/dev/null", $"--nodelist={(await slurm.ShowAsync(TaskOf(Preempted)))["BatchHost"]}", "--wrap=true");
        await slurm.WaitForAsync(urgent, "COMPLETED");
        await slurm.StartNowAsync(TaskOf(Preempted));
        await slurm.StartNowAsync(TaskOf(TimeIsUp));

        await slurm.RunAsync("scontrol", "release", TaskOf(Cancelled));
        await FreezeAsync(Cancelled);
        await slurm.RunAsync("scancel", TaskOf(Cancelled));

        // each fault happened, and became what it should
        foreach (var (shard, restarts) in new[] { (KilledWorker, "0"), (DeadNode, "1"), (TimeIsUp, "1"), (Preempted, "1"), (Shards - 1, "0") })
        {
            await slurm.WaitForAsync(TaskOf(shard), "COMPLETED");
            Assert.Equal((shard, restarts), (shard, (await slurm.ShowAsync(TaskOf(shard)))["Restarts"]));
        }

        await slurm.WaitForAsync(TaskOf(Cancelled), "CANCELLED");
        Assert.Equal("0", (await slurm.ShowAsync(TaskOf(Cancelled)))["Restarts"]);
        Assert.NotEqual(node, (await slurm.ShowAsync(TaskOf(DeadNode)))["BatchHost"]);
        Assert.True(await LogSays(array, KilledWorker, "The worker ended with exit code 137."));
        Assert.True(await LogSays(array, KilledWorker, "Attempt 2 of 3, restart 0."));
        Assert.True(await LogSays(array, TimeIsUp, "The worker ended with exit code 75."));
        Assert.True(await LogSays(array, TimeIsUp, "restart 1."));
        Assert.False(await LogSays(array, TimeIsUp, "(0 of them before an interruption)")); // it went on with its parts
        Assert.False(await LogSays(array, Cancelled, "Attempt 2"));
        Assert.False(File.Exists(_folder.File("run/receipts/00004.json")));

        // the merge that waited for all of them misses one shard; what is left is submitted alone
        await SlurmCluster.WaitAsync("the merge looks for what is missing", () => Says($"merge-{merge}.log", "Something of the run is missing"));
        await slurm.RunAsync("scancel", merge);
        await slurm.WaitForAsync(merge, "CANCELLED");
        var (rest, again) = await SubmitAsync(slurm, "--partition", "main");
        await slurm.WaitForAsync(again, "COMPLETED");
        Assert.Equal("COMPLETED", (await slurm.ShowAsync($"{rest}_{Cancelled}"))["JobState"]);
        Assert.Equal([$"{rest}_{Cancelled}.log"], Directory.GetFiles(Path.Combine(Run, "slurm"), $"{rest}_*.log").Select(Path.GetFileName));

        Assert.Equal(File.ReadAllBytes(_folder.File("whole.csv")), File.ReadAllBytes(_folder.File("run.csv")));
    }

    /// <summary>Lets Slurm finish what is not finished.</summary>
    /// <returns>The ids of the two jobs.</returns>
    private async Task<(string Array, string Merge)> SubmitAsync(SlurmCluster slurm, params string[] options)
    {
        using var said = JsonDocument.Parse(await CallAsync(slurm, ["slurm", "--run", "run", "--submit", "--json", .. options]));
        string Job(string name) => said.RootElement.GetProperty(name).GetString()!; // it was submitted
        return (Job("array_job"), Job("merge_job"));
    }

    private async Task<string> CallAsync(SlurmCluster slurm, params string[] arguments)
    {
        var run = await BuiltProgram.RunWithAsync(slurm.Environment, _folder.Path, arguments);
        Assert.True(run.ExitCode == 0, $"{run.ExitCode}: {run.Error}");
        return run.Output;
    }

    /// <summary>Stops the worker of a shard where it is, so that a fault hits it at work.</summary>
    /// <param name="afterParts">Of the shard, which it has finished by then.</param>
    /// <returns>Its process.</returns>
    private async Task<int> FreezeAsync(int shard, int afterParts = 0)
    {
        int? worker = null;
        await SlurmCluster.WaitAsync($"a worker labels shard {shard}", () => Task.FromResult((worker = WorkerProcess.Find(Run, ".", shard)) is not null));
        await SlurmCluster.WaitAsync($"{afterParts} parts of shard {shard}", () => Task.FromResult(afterParts == 0 || _folder.Holds("run/parts", $"{(3 * shard) + afterParts - 1:D6}-*")));
        WorkerProcess.Send(worker!.Value, "STOP"); // not null: it was found
        Assert.False(File.Exists(_folder.File($"run/receipts/{shard:D5}.json")), $"The worker of shard {shard} ended before the fault.");
        return worker.Value;
    }

    private Task<bool> LogSays(string array, int shard, string text) => Says($"{array}_{shard}.log", text);

    private async Task<bool> Says(string log, string text)
    {
        var path = Path.Combine(Run, "slurm", log);
        return File.Exists(path) && (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Contains(text, StringComparison.Ordinal);
    }
}
