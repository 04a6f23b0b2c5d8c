using System.Globalization;
using System.Text.Json;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>The program on issues and comments of real projects, with the default encoder.</summary>
[Collection(typeof(ProgramTests))]
public sealed class RealDataTests(RealModel real) : IClassFixture<RealModel>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SlowFact]
    public async Task Issues_of_one_project_are_told_apart_better_than_by_the_majority()
    {
        var model = await real.TrainAsync();

        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(model, "metrics.json")));
        var macroF1 = MacroF1(metrics, "fine_tuned");
        Assert.Equal(300, metrics.RootElement.GetProperty("fine_tuned").GetProperty("posts").GetInt32());
        Assert.True(macroF1 > 0.70, $"Macro F1 is {macroF1}.");
        Assert.True(macroF1 > MacroF1(metrics, "majority_baseline"));
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"nlbse24: macro F1 {macroF1:F3}, n-grams {MacroF1(metrics, "linear_baseline"):F3}"));
    }

    [SlowFact]
    public async Task Each_post_has_its_prediction_in_its_place()
    {
        var model = await real.TrainAsync();

        var run = await RunAsync("label", "--model", model, "--corpus", real.TestData, "--text-column", "title", "--text-column", "body", "--output", "predictions.csv");

        Assert.True(run.ExitCode == 0, run.Error);
        var rows = File.ReadAllLines(_folder.File("predictions.csv"));
        Assert.Equal("post_id,thread_id,created_at,codes,abstained,p_bug,p_feature,p_question,truncated,model", rows[0]);
        Assert.Equal(300, rows.Length - 1);
        Assert.Equal(CsvRecords.Of(real.TestData).Skip(1).Select(record => record.Split(',')[0]), rows.Skip(1).Select(row => row.Split(',')[0]));
    }

    [SlowFact]
    public async Task Emotions_of_comments_are_found_better_than_by_the_majority()
    {
        var train = SharedData.Require("data", "se-emotion", "train.csv");
        var test = SharedData.Require("data", "se-emotion", "test.csv");

        var run = await RunAsync(
            "train", "--labeled-data", train, "--test-data", test, "--text-column", "body", "--label-column", "labels", "--label-separator", ";", "--empty-label", "none",
            "--epochs", "2", "--max-tokens", "64", "--refit", "false", "--output", "model");

        Assert.True(run.ExitCode == 0, run.Error);
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(_folder.File("model/metrics.json")));
        Assert.Equal("multiple", metrics.RootElement.GetProperty("fine_tuned").GetProperty("assignment").GetString());
        Assert.True(MacroF1(metrics, "fine_tuned") > MacroF1(metrics, "majority_baseline"));
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture,
            $"se-emotion: macro F1 {MacroF1(metrics, "fine_tuned"):F3}, n-grams {MacroF1(metrics, "linear_baseline"):F3}, majority {MacroF1(metrics, "majority_baseline"):F3}"));
    }

    [SlowFact]
    public async Task A_forum_that_was_labelled_in_two_goes_is_the_same_byte_for_byte()
    {
        var model = await real.TrainAsync();
        var corpus = Forum.Write(_folder.File("forum.jsonl.gz"), 5000);
        string[] Label(string output) => ["label", "--model", model, "--corpus", corpus, "--text-column", "title", "--text-column", "text", "--max-tokens", "128", "--output", output];
        var whole = await RunAsync(Label("whole.csv"));
        Assert.True(whole.ExitCode == 0, whole.Error);
        Assert.Equal(5001, File.ReadLines(_folder.File("whole.csv")).Count());

        using var started = BuiltProgram.StartOnAllCores(_folder.Path, Label("stopped.csv"));
        Assert.True(await started.WaitUntilAsync(() => _folder.Holds("stopped.csv.run/parts", "000001-*")), "The labelling ended before it could be stopped.");
        started.Terminate();
        Assert.Equal(75, (await started.WaitAsync()).ExitCode);
        Assert.False(File.Exists(_folder.File("stopped.csv")));
        var again = await RunAsync(Label("stopped.csv"));

        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(File.ReadAllBytes(_folder.File("whole.csv")), File.ReadAllBytes(_folder.File("stopped.csv")));
    }

    [SlowFact]
    public async Task Memory_does_not_grow_with_the_forum()
    {
        var model = await real.TrainAsync();
        async Task<long> PeakAsync(int posts)
        {
            var corpus = Forum.Write(_folder.File($"{posts}.jsonl.gz"), posts);
            var run = await RunAsync("label", "--model", model, "--corpus", corpus, "--text-column", "title", "--text-column", "text", "--max-tokens", "32", "--json", "--output", $"{posts}.csv");
            Assert.True(run.ExitCode == 0, run.Error);
            using var summary = JsonDocument.Parse(run.Output);
            Assert.InRange(summary.RootElement.GetProperty("engine_share").GetDouble(), 0.9, 1);
            Assert.InRange(summary.RootElement.GetProperty("padding_share").GetDouble(), 0, 0.05);
            return run.PeakMemory;
        }

        var (few, many) = (await PeakAsync(5000), await PeakAsync(40_000));

        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"Peak memory: {few / 1e6:F0} MB for 5,000 posts, {many / 1e6:F0} MB for 40,000."));
        Assert.InRange(many, 1, (long)(1.1 * few));
    }

    private static double MacroF1(JsonDocument metrics, string model) => metrics.RootElement.GetProperty(model).GetProperty("macro_f1").GetProperty("value").GetDouble();

    private async Task<Finished> RunAsync(params string[] arguments)
    {
        using var child = BuiltProgram.StartOnAllCores(_folder.Path, arguments);
        return await child.WaitAsync();
    }
}
