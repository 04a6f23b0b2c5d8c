using System.Globalization;
using System.Text.Json;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>A model trained from an older one, for a taxonomy with two levels.</summary>
[Collection(typeof(ProgramTests))]
public sealed class ChangedTaxonomyTests(BuiltProgram program) : IDisposable
{
    private const string Taxonomy = """
        name: posts
        version: 2
        assignment: single
        codes:
          - id: performance
            name: Performance
            children:
              - { id: speed, name: Speed }
              - { id: memory, name: Memory }
          - { id: setup, name: Setup }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--encoder", "all-MiniLM-L6-v2")]
    [InlineData("--segment", "code=mask")]
    [InlineData("--mask", "names")]
    public Task What_the_model_to_start_from_says_cannot_be_said_otherwise(string option, string value) => Refusal.AssertAsync(_folder, 2,
        $"{option}: It cannot stand beside --from, which takes encoder and text template of the model. Leave one of them out.",
        ["train", "--labeled-data", "posts.csv", "--output", "model", "--from", "older", option, value]);

    [SlowFact]
    public async Task A_training_starts_from_an_older_model_and_is_measured_at_every_level()
    {
        await PrepareAsync();

        var run = await RunAsync(Train("older", "newer"));

        Assert.Contains("\nStarting from the model older (version 1 of the taxonomy): 2 codes kept (speed, memory), 0 merged, 1 new (setup)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("level of the taxonomy", run.Output, StringComparison.Ordinal);
        Assert.Contains("Warning: The model it started from had learnt from ", run.Error, StringComparison.Ordinal);
        using var training = JsonDocument.Parse(File.ReadAllBytes(_folder.File("newer/training.json")));
        Assert.Equal("older", training.RootElement.GetProperty("from").GetProperty("name").GetString());
        Assert.Equal("""{"speed":["speed"],"memory":["memory"],"setup":[]}""", JsonSerializer.Serialize(training.RootElement.GetProperty("from").GetProperty("head")));
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(_folder.File("newer/metrics.json")));
        Assert.Equal(["performance", "setup"], metrics.RootElement.GetProperty("fine_tuned").GetProperty("levels")[0].GetProperty("codes").EnumerateArray().Select(code => code.GetProperty("code").GetString()));

        await RunAsync("evaluate", "--model", "newer", "--labeled-data", "coded", "--precision", "fp32", "--output", "evaluation");
        Assert.Equal(["level", "1", "1", "2", "2", "2"], File.ReadLines(_folder.File("evaluation/levels.csv")).Select(line => line.Split(',')[0]));

        await RunAsync("label", "--model", "newer", "--corpus", "posts.csv", "--precision", "fp32", "--output", "predictions.csv");
        var rows = File.ReadLines(_folder.File("predictions.csv")).Select(line => line.Split(',')).ToList();
        Assert.Equal("post_id,thread_id,created_at,codes,abstained,p_speed,p_memory,p_setup,within_performance,truncated,model", string.Join(',', rows[0]));
        Assert.All(rows.Skip(1), row =>
        {
            double Number(int column) => double.Parse(row[column], CultureInfo.InvariantCulture);
            Assert.Equal(Number(5) + Number(6), Number(8), 2e-6);
            Assert.Equal(1, Number(7) + Number(8), 2e-6);
        });
    }

    [SlowFact]
    public async Task An_interrupted_training_goes_on_only_from_the_same_model()
    {
        await PrepareAsync();
        await RunAsync(program.Training("--epochs", "2", "--seed", "2", "--output", "other"));
        using var stopped = BuiltProgram.Start(_folder.Path, Train("older", "newer", "--epochs", "400"));
        Assert.True(await stopped.WaitUntilAsync(() => Directory.Exists(_folder.File("newer.partial/measured/epoch-0002"))), "The training ended before it could be stopped.");
        stopped.Terminate();
        Assert.Equal(75, (await stopped.WaitAsync()).ExitCode);

        var refused = await BuiltProgram.RunAsync(_folder.Path, Train("other", "newer", "--epochs", "400"));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("newer.partial: An interrupted training was begun differently:\n  Encoder: older then, other now\n", refused.Error, StringComparison.Ordinal);
        Assert.Matches("\n  --from \\(SHA-256\\): [0-9a-f]{64} then, [0-9a-f]{64} now\n", refused.Error);
    }

    // The first model knows install, which the second version of the taxonomy has no longer; that is coded setup there.
    private async Task PrepareAsync()
    {
        await program.CopyModelAsync(_folder.File("older"));
        var description = File.ReadAllText(_folder.File("older/classifier.json"));
        File.WriteAllText(_folder.File("older/classifier.json"), description.Replace("\"name\": \"model\"", "\"name\": \"older\"", StringComparison.Ordinal));
        var posts = MadePosts.Csv(48);
        _folder.Write("posts.csv", posts);
        _folder.Write("coded/taxonomy.yaml", Taxonomy);
        _folder.Write("coded/posts.csv", posts);
        _folder.Write("coded/codings.csv", "post_id,coder,codes\n" + string.Concat(posts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .Select(fields => $"{fields[0]},one,{fields[^1].Replace("install", "setup", StringComparison.Ordinal)}\n")));
    }

    private static string[] Train(string from, string output, params string[] more) =>
        ["train", "--from", from, "--labeled-data", "coded", "--max-tokens", "32", "--precision", "fp32", "--output", output, .. more];

    private async Task<Finished> RunAsync(params string[] arguments)
    {
        var run = await BuiltProgram.RunAsync(_folder.Path, arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
