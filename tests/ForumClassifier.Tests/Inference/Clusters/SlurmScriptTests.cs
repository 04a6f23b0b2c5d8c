using System.Diagnostics;
using ForumClassifier.Inference.Clusters;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Inference.Clusters;

/// <summary>What the script of the array job does with its worker, for which a stand-in is started; a real Slurm runs it in the end-to-end tests.</summary>
public sealed class SlurmScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SlurmScriptTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell of that kind there.");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(65)]
    [InlineData(75)] // somebody else stopped the worker
    public async Task Worker_that_ends_so_is_not_started_again(int code)
    {
        Assert.Equal(code, await RunAsync($"exit {code}"));
        Assert.Equal(["label --run . --shard 4"], Calls());
    }

    [Fact]
    public async Task Killed_worker_is_started_again_in_place()
    {
        Assert.Equal(0, await RunAsync("[ $(wc -l <calls) -gt 1 ] || kill -KILL $$"));
        Assert.Equal(["label --run . --shard 4", "label --run . --shard 4"], Calls());
    }

    [Fact]
    public async Task Worker_that_is_always_killed_is_given_up()
    {
        Assert.Equal(137, await RunAsync("kill -KILL $$"));
        Assert.Equal(3, Calls().Length);
    }

    [Fact]
    public async Task Task_whose_time_is_up_is_put_back_by_its_place_in_the_array()
    {
        Assert.Equal(75, await RunAsync("trap 'exit 75' USR1; kill -USR1 $PPID; while :; do sleep 0.1; done"));
        Assert.Equal(["label --run . --shard 4", "scontrol requeue 7_4"], Calls());
    }

    [Fact]
    public async Task Task_that_was_restarted_a_hundred_times_is_not_put_back()
    {
        Assert.Equal(75, await RunAsync("trap 'exit 75' USR1; kill -USR1 $PPID; while :; do sleep 0.1; done", restarts: 100));
        Assert.Equal(["label --run . --shard 4"], Calls());
    }

    [Fact]
    public async Task Cancelled_task_is_neither_tried_again_nor_put_back()
    {
        Assert.Equal(75, await RunAsync("trap 'exit 75' TERM; kill -TERM $PPID; while :; do sleep 0.1; done"));
        Assert.Equal(["label --run . --shard 4"], Calls());
    }

    [Fact]
    public async Task Other_folder_than_that_of_a_run_is_told()
    {
        Assert.Equal(2, await RunAsync("exit 0", hasPlan: false));
        Assert.Empty(Calls());
    }

    /// <summary>Runs the script as task 4 of the array job 7.</summary>
    /// <param name="worker">What the stand-in for the program does.</param>
    private async Task<int> RunAsync(string worker, int restarts = 0, bool hasPlan = true)
    {
        if (hasPlan)
        {
            _folder.Write("plan.json", "{}");
        }

        _folder.Write("worker", $"echo \"$*\" >>calls\n{worker}\n");
        _folder.Write("tools/scontrol", "#!/bin/bash\necho \"scontrol $*\" >>calls\n");
        var script = _folder.Write("label.sh", SlurmScripts.Label(new SlurmRequest { Run = ".", Program = "bash ./worker" }, [4], threads: 1));
        using (var allow = Process.Start("chmod", ["+x", _folder.File("tools/scontrol")]))
        {
            await allow.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var start = new ProcessStartInfo("bash", [script]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("SLURM_ARRAY_JOB_ID", "7"), ("SLURM_ARRAY_TASK_ID", "4"), ("SLURM_RESTART_COUNT", $"{restarts}"), ("PATH", $"{_folder.File("tools")}:{Environment.GetEnvironmentVariable("PATH")}") })
        {
            start.Environment[name] = value;
        }

        using var bash = Process.Start(start)!; // it starts a program
        var error = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await error;
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return bash.ExitCode;
    }

    private string[] Calls() => File.Exists(_folder.File("calls")) ? File.ReadAllLines(_folder.File("calls")) : [];
}
