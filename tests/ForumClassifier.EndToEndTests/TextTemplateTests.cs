using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>What a model sees of a post is chosen when it is trained, and the same ever after.</summary>
[Collection(typeof(ProgramTests))]
public sealed class TextTemplateTests(BuiltProgram program) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SlowFact]
    public async Task What_training_dropped_changes_no_prediction()
    {
        await RunAsync(program.Training(["--epochs", "1", "--refit", "false", "--segment", "code=drop", "--segment", "link=mask", "--mask", "emails", "--output", "model"]));
        _folder.Write("plain.csv", MadePosts.Csv(60));
        _folder.Write("code.csv", MadePosts.Csv(60, addTo: i => $" <pre>x = {i}</pre>"));

        await RunAsync("label", "--model", "model", "--corpus", "plain.csv", "--body-format", "html", "--output", "plain-labels.csv");
        await RunAsync("label", "--model", "model", "--corpus", "code.csv", "--body-format", "html", "--output", "code-labels.csv");
        var ofPlain = await RunAsync("evaluate", "--model", "model", "--labeled-data", "plain.csv", "--label-column", "label", "--body-format", "html", "--json");
        var ofCode = await RunAsync("evaluate", "--model", "model", "--labeled-data", "code.csv", "--label-column", "label", "--body-format", "html", "--json");

        Assert.Equal(File.ReadAllBytes(_folder.File("plain-labels.csv")), File.ReadAllBytes(_folder.File("code-labels.csv")));
        Assert.Equal(ofPlain.Output, ofCode.Output);
        Assert.Contains("\"code\": \"drop\"", await File.ReadAllTextAsync(_folder.File("model/classifier.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<Finished> RunAsync(params string[] arguments)
    {
        var run = await BuiltProgram.RunAsync(_folder.Path, arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
