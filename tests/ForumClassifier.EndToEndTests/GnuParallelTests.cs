using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>The lines for GNU parallel, as docs/clusters.md has them.</summary>
[Collection(typeof(ProgramTests))]
public sealed class GnuParallelTests(BuiltProgram program) : IDisposable
{
    private const int Posts = 8 * 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SlowFact]
    public async Task Documented_lines_give_the_bytes_of_a_plain_labelling()
    {
        await RequireAsync();
        var page = await File.ReadAllLinesAsync(Path.Combine(RepositoryRoot.Path, "docs", "clusters.md"), TestContext.Current.CancellationToken);
        var line = Array.FindIndex(page, text => text.Contains("| parallel ", StringComparison.Ordinal));
        var lines = page[(line - 1)..(line + 2)];
        Assert.StartsWith("forum-classifier plan ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("forum-classifier merge ", lines[2], StringComparison.Ordinal);
        await program.CopyModelAsync(_folder.File("models/my-model"));
        var corpus = _folder.Write("dump.csv", MadePosts.Csv(Posts));
        var plain = await BuiltProgram.RunAsync(_folder.Path, "label", "--model", "models/my-model", "--corpus", corpus, "--output", "whole.csv", "--precision", "fp32");
        Assert.True(plain.ExitCode == 0, plain.Error);

        // the words of the page, but for the corpus, and for precision and threads as those of the plain labelling
        var script = string.Join('\n', lines).Replace("dump.jsonl.gz", "dump.csv", StringComparison.Ordinal).Replace("--threads 2", "--threads 1 --precision fp32", StringComparison.Ordinal);
        _folder.Write("tools/forum-classifier", $"#!/bin/sh\nexec dotnet {BuiltProgram.Library} \"$@\"\n");
        var run = await ChildProcess.RunAsync(
            "bash", ["-e", "-c", $"chmod +x tools/forum-classifier\n{script}"], _folder.Path,
            ("PATH", $"{_folder.File("tools")}:{Environment.GetEnvironmentVariable("PATH")}"), ("OMP_NUM_THREADS", "1"));

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(8, run.Output.Split("Labelled shard ").Length - 1);
        Assert.Equal(File.ReadAllBytes(_folder.File("whole.csv")), File.ReadAllBytes(_folder.File("predictions.csv")));
    }

    // moreutils has another program of that name
    private async Task RequireAsync()
    {
        var version = await ChildProcess.RunAsync("bash", ["-c", "parallel --version </dev/null"], _folder.Path);
        var isThere = version.ExitCode == 0 && version.Output.StartsWith("GNU parallel", StringComparison.Ordinal);
        if (!isThere && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail("CI needs GNU parallel (package parallel).");
        }

        Assert.SkipUnless(isThere, "Needs GNU parallel (package parallel).");
    }
}
