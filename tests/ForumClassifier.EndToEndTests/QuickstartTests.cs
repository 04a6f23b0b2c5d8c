using System.Text.RegularExpressions;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>What a newcomer runs first.</summary>
[Collection(typeof(ProgramTests))]
public sealed partial class QuickstartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SlowFact]
    public async Task The_quickstart_does_the_whole_job_from_any_folder()
    {
        using var child = ChildProcess.Start(Path.Combine(RepositoryRoot.Path, "forum-classifier"), ["quickstart"], _folder.Path);
        var run = await child.WaitAsync();

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["runs"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        var results = _folder.File("runs/quickstart");
        Assert.Equal(["model", "predictions.csv", "predictions.csv.run", "trends"], Names(results));
        Assert.Equal(
            ["MODEL_CARD.md", "classifier.json", "config.json", "metrics.json", "model.safetensors", "training.json", "vocab.txt"],
            Names(Path.Combine(results, "model")).Except(["special_tokens_map.json", "tokenizer.json", "tokenizer_config.json"]));
        Assert.Equal(["keys", "manifest.json"], Names(Path.Combine(results, "predictions.csv.run")));
        Assert.Equal(["report.html", "trends.csv"], Names(Path.Combine(results, "trends")));
        Assert.InRange(File.ReadLines(Path.Combine(results, "predictions.csv")).Count(), 2, int.MaxValue);
        PageChecks.AssertSelfContained(Path.Combine(results, "trends", "report.html"));
        Assert.Matches(Figures(), run.Output);
        Assert.Matches("Done in [0-9]+ s\\. Open runs/quickstart/trends/report\\.html in a browser\\.\n$", run.Output);
    }

    private static IEnumerable<string?> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^Macro F1 on the posts held out: fine-tuned encoder 0\.[0-9]{3} \(0\.[0-9]{3} to [01]\.[0-9]{3}\), ML\.NET baseline 0\.[0-9]{3} \(0\.[0-9]{3} to [01]\.[0-9]{3}\)$", RegexOptions.Multiline)]
    private static partial Regex Figures();
}
