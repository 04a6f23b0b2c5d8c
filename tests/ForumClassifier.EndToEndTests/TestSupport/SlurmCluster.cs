using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>A Slurm of two nodes with one core each on this machine, reached over the loopback interface alone; it lies in a temporary folder and ends with the test.</summary>
/// <remarks>Each node lives in a process namespace of its own, so that one kill takes all its processes away, as a power cut does.</remarks>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private const string LongestLife = "900"; // seconds, if the test itself is killed

    private static readonly string[] Commands = ["munged", "slurmctld", "slurmd", "sbatch", "scontrol", "scancel", "sinfo", "unshare", "timeout"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly List<ChildProcess> _daemons = [];
    private readonly ChildProcess?[] _nodes = new ChildProcess?[2];

    private SlurmCluster()
    {
    }

    /// <summary>Lets a client of Slurm find the cluster.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment => [("SLURM_CONF", Configuration)];

    private string Configuration => _folder.File("slurm.conf");

    /// <summary>Starts the cluster; skips the test where there is no Slurm or no right to make namespaces, or fails it under CI.</summary>
    public static async Task<SlurmCluster> StartAsync()
    {
        var missing = Commands.Where(command => !IsThere(command)).ToList();
        var lack = missing.Count > 0 ? $"Needs {string.Join(", ", missing)} (packages slurm-wlm and munge)."
            : System.Environment.UserName != "root" ? "Needs to be root, for nodes in process namespaces of their own."
            : null;
        if (lack is not null && System.Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(lack);
        }

        Assert.SkipWhen(lack is not null, lack ?? "");
        var cluster = new SlurmCluster();
        try
        {
            await cluster.BeginAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until something holds.</summary>
    public static async Task WaitAsync(string what, Func<Task<bool>> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"In {Patience.TotalMinutes} minutes it did not come about: {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Runs a client of Slurm to its end and returns what it printed.</summary>
    public async Task<string> RunAsync(string command, params string[] arguments)
    {
        var run = await ChildProcess.RunAsync(command, arguments, _folder.Path, Environment);
        Assert.True(run.ExitCode == 0, $"{command} {string.Join(' ', arguments)}: {run.Error}{Logs()}");
        return run.Output.Trim();
    }

    /// <summary>What Slurm says of a job, or of a task such as <c>2_4</c>: <c>JobState</c>, <c>Restarts</c>, <c>BatchHost</c> and so on.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ShowAsync(string job) =>
        (await RunAsync("scontrol", "show", "job", "--oneliner", job)).Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('=', 2))
            .Where(entry => entry.Length == 2)
            .GroupBy(entry => entry[0])
            .ToDictionary(group => group.Key, group => group.First()[1]);

    public Task WaitForAsync(string job, params string[] states) =>
        WaitAsync($"{job} is {string.Join(" or ", states)}", async () =>
        {
            var shown = await ShowAsync(job);
            return states.Contains(shown["JobState"]);
        });

    /// <summary>Lets a job that was put back start now: Slurm would wait two minutes.</summary>
    public async Task StartNowAsync(string job)
    {
        await WaitForAsync(job, "PENDING");
        await RunAsync("scontrol", "update", $"JobId={job}", "StartTime=now");
    }

    /// <summary>Takes a node away with everything that runs on it.</summary>
    /// <param name="node">1 or 2.</param>
    public async Task CutPowerAsync(int node)
    {
        var timeout = _nodes[node - 1] ?? throw new InvalidOperationException("It has no power.");
        var child = await File.ReadAllTextAsync($"/proc/{timeout.Id}/task/{timeout.Id}/children", TestContext.Current.CancellationToken);
        await RunAsync("kill", "-KILL", child.Trim());

        await timeout.WaitAsync();
        timeout.Dispose();
        _nodes[node - 1] = null;
    }

    /// <param name="node">1 or 2.</param>
    public void SwitchOn(int node) =>
        _nodes[node - 1] = Start("timeout", "--kill-after=5", LongestLife, "unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "slurmd", "-D", "-N", $"node{node}");

    public ValueTask DisposeAsync()
    {
        foreach (var process in _nodes.OfType<ChildProcess>().Concat(Enumerable.Reverse(_daemons)))
        {
            process.Dispose();
        }

        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task BeginAsync()
    {
        var key = _folder.File("munge.key");
        await File.WriteAllBytesAsync(key, RandomNumberGenerator.GetBytes(128));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(key, UnixFileMode.UserRead);
        }

        await File.WriteAllTextAsync(Configuration, Describe(FreePorts(3)));
        _daemons.Add(Start("timeout", "--kill-after=5", LongestLife, "munged", "--foreground", "--force", $"--key-file={key}", $"--socket={_folder.File("munge.socket")}", $"--pid-file={_folder.File("munged.pid")}", $"--log-file={_folder.File("munged.log")}", $"--seed-file={_folder.File("munged.seed")}"));
        await WaitAsync("munged listens", () => Task.FromResult(File.Exists(_folder.File("munge.socket"))));
        _daemons.Add(Start("timeout", "--kill-after=5", LongestLife, "slurmctld", "-D", "-c"));
        SwitchOn(1);
        SwitchOn(2);
        await WaitAsync("both nodes are idle", async () =>
        {
            Assert.True(_daemons.All(daemon => !daemon.HasExited), Logs());
            var nodes = await ChildProcess.RunAsync("sinfo", ["--noheader", "--partition=main", "--format=%t %D"], _folder.Path, Environment);
            return nodes.ExitCode == 0 && nodes.Output.Trim() == "idle 2";
        });
    }

    private ChildProcess Start(string command, params string[] arguments) => ChildProcess.Start(command, arguments, _folder.Path, Environment);

    private string Describe(int[] ports) => $"""
        ClusterName=forum-classifier-test
        SlurmctldHost={System.Environment.MachineName.Split('.')[0]}(127.0.0.1)
        SlurmctldPort={ports[0]}
        SlurmUser=root
        SlurmdUser=root
        AuthType=auth/munge
        CredType=cred/munge
        AuthInfo=socket={_folder.File("munge.socket")}
        CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
        StateSaveLocation={_folder.File("state")}
        SlurmdSpoolDir={_folder.File("spool.%n")}
        SlurmctldPidFile={_folder.File("slurmctld.pid")}
        SlurmdPidFile={_folder.File("%n.pid")}
        SlurmctldLogFile={_folder.File("slurmctld.log")}
        SlurmdLogFile={_folder.File("%n.log")}
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        SwitchType=switch/none
        MpiDefault=none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_Core
        AccountingStorageType=accounting_storage/none
        JobAcctGatherType=jobacct_gather/none
        JobCompType=jobcomp/none
        SchedulerParameters=sched_interval=2,bf_interval=2
        SlurmdTimeout=10
        SlurmctldTimeout=60
        MessageTimeout=10
        KillWait=10
        MinJobAge=3600
        ReturnToService=2
        PreemptType=preempt/partition_prio
        PreemptMode=REQUEUE
        NodeName=node1 NodeHostname={System.Environment.MachineName.Split('.')[0]} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1
        NodeName=node2 NodeHostname={System.Environment.MachineName.Split('.')[0]} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1
        PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP PriorityTier=1
        PartitionName=urgent Nodes=ALL MaxTime=INFINITE State=UP PriorityTier=10

        """;

    private string Logs() => string.Concat(new DirectoryInfo(_folder.Path).GetFiles("*.log").Select(log => $"\n{log.Name}:\n{string.Join('\n', File.ReadLines(log.FullName).TakeLast(20))}"));

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private static bool IsThere(string command) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, command)));
}
