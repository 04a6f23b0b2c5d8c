using System.Diagnostics;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>The script <c>forum-classifier</c> on a copy of the repository's sources, built by the SDK.</summary>
public sealed class StartScriptBuildTests : IDisposable
{
    private readonly TemporaryFolder _copy = new();

    public StartScriptBuildTests()
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.Path))
        {
            File.Copy(file, _copy.File(Path.GetFileName(file)));
        }

        foreach (var file in new[] { "build", "src" }.SelectMany(name => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, name), "*", SearchOption.AllDirectories)))
        {
            File.Copy(file, _copy.Write(Path.GetRelativePath(RepositoryRoot.Path, file), ""), overwrite: true);
        }
    }

    private string Script => _copy.File("forum-classifier");

    public void Dispose() => _copy.Dispose();

    [SlowFact]
    public async Task Two_starts_build_once_and_the_next_is_as_fast_as_the_program()
    {
        using var first = ChildProcess.Start(Script, ["--version"], _copy.Path);
        using var second = ChildProcess.Start(Script, ["--version"], _copy.Path);
        Finished[] runs = [await first.WaitAsync(), await second.WaitAsync()];

        Assert.All(runs, run => Assert.Equal(0, run.ExitCode));
        Assert.Equal(runs[0].Output, runs[1].Output);
        Assert.Equal(
            ["Building ForumClassifier (first start) ...\n", "Waiting for another start that is building ForumClassifier ...\n"],
            runs.Select(run => run.Error).Order(StringComparer.Ordinal));

        var program = _copy.File("artifacts/bin/ForumClassifier.Cli/release/forum-classifier.dll");
        var direct = await MedianSecondsAsync("dotnet", [program, "--version"]);
        var script = await MedianSecondsAsync(Script, ["--version"]);
        TestContext.Current.SendDiagnosticMessage($"The script takes {script:F3} s, the program {direct:F3} s.");
        Assert.InRange(script - direct, -0.5, 0.5);
    }

    [SlowFact]
    public async Task A_build_error_is_shown_once_and_alone()
    {
        _copy.Write("src/ForumClassifier.Core/Broken.cs", "namespace ForumClassifier.Core\n");

        var run = await ChildProcess.RunAsync(Script, ["--version"], _copy.Path);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        var lines = run.Error.TrimEnd('\n').Split('\n');
        Assert.Equal("Building ForumClassifier (first start) ...", lines[0]);
        Assert.NotEmpty(lines[1..]);
        Assert.All(lines[1..], line => Assert.Contains("Broken.cs(", line, StringComparison.Ordinal));
        Assert.Equal(lines.Length, lines.Distinct().Count());
    }

    private async Task<double> MedianSecondsAsync(string file, string[] arguments)
    {
        var seconds = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var run = await ChildProcess.RunAsync(file, arguments, _copy.Path);
            seconds.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
        }

        return seconds.Order().ElementAt(3);
    }
}
