using System.Globalization;

namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>The program as the start script builds it, built once a run of the tests; and one tiny model, trained when it is first asked for.</summary>
public sealed class BuiltProgram : IAsyncLifetime
{
    private static readonly string Assembly = Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "ForumClassifier.Cli", "release", "forum-classifier.dll");

    private static readonly (string Name, string Value)[] OneCore = [("OMP_NUM_THREADS", "1"), ("MKL_NUM_THREADS", "1")];

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task> _training;

    public BuiltProgram() => _training = new Lazy<Task>(TrainAsync);

    /// <summary>An encoder of 16 dimensions with random weights.</summary>
    public string Encoder => _folder.File("tiny-encoder");

    /// <summary>Every post of <see cref="MadePosts"/> is coded <c>speed</c>, <c>memory</c> or <c>install</c>.</summary>
    public string Posts => _folder.File("posts.csv");

    public async ValueTask InitializeAsync()
    {
        var run = await ChildProcess.RunAsync(Path.Combine(RepositoryRoot.Path, "forum-classifier"), ["--version"], _folder.Path);
        Assert.Equal((0, "0.1.0\n"), (run.ExitCode, run.Output));
        TinyEncoder.Write(Encoder);
        await File.WriteAllTextAsync(Posts, MadePosts.Csv(48));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What <c>dotnet</c> starts the program from.</summary>
    internal static string Library => Assembly;

    /// <summary>Runs the program to its end, on one core: with a tiny model, threads would wait more than they compute.</summary>
    internal static async Task<Finished> RunAsync(string folder, params string[] arguments)
    {
        using var child = Start(folder, arguments);
        return await child.WaitAsync();
    }

    /// <summary>As <see cref="RunAsync"/>, with variables of the environment.</summary>
    internal static async Task<Finished> RunWithAsync(IEnumerable<(string Name, string Value)> environment, string folder, params string[] arguments)
    {
        using var child = ChildProcess.Start("dotnet", [Assembly, .. arguments], folder, [.. OneCore, .. environment]);
        return await child.WaitAsync();
    }

    /// <summary>Starts the program, on one core.</summary>
    internal static ChildProcess Start(string folder, params string[] arguments) =>
        ChildProcess.Start("dotnet", [Assembly, .. arguments], folder, OneCore);

    /// <summary>Starts the program as a user does.</summary>
    internal static ChildProcess StartOnAllCores(string folder, params string[] arguments) =>
        ChildProcess.Start("dotnet", [Assembly, .. arguments], folder);

    /// <summary>Runs the program in a shell that lets it write no longer file.</summary>
    internal static Task<Finished> RunWithLimitedFilesAsync(string folder, int kibibytes, params string[] arguments) => ChildProcess.RunAsync(
        "bash",
        ["-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -f {kibibytes}; exec dotnet \"$@\""), "bash", Assembly, .. arguments],
        folder,
        [("DOTNET_EnableWriteXorExecute", "0"), .. OneCore]); // else code is kept in a file

    /// <summary>The arguments of <c>train</c> for a tiny model, without its output.</summary>
    internal string[] Training(params string[] more) =>
        ["train", "--labeled-data", Posts, "--label-column", "label", "--encoder", Encoder, "--max-tokens", "32", "--precision", "fp32", .. more];

    /// <summary>A copy of the tiny model that a test may damage.</summary>
    internal async Task<string> CopyModelAsync(string target)
    {
        await _training.Value;
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(_folder.File("model")))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        return target;
    }

    private async Task TrainAsync()
    {
        var run = await RunAsync(_folder.Path, Training("--epochs", "2", "--output", "model"));
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
