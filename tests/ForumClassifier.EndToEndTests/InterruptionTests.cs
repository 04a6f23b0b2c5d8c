using System.Text.RegularExpressions;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>Commands that are killed or stopped half-way and given again.</summary>
[Collection(typeof(ProgramTests))]
public sealed partial class InterruptionTests(BuiltProgram program) : IDisposable
{
    private const int Stopped = 75;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SlowFact]
    public async Task A_training_that_was_killed_goes_on_to_the_same_model()
    {
        await TrainAsync("whole");

        for (var epoch = 2; epoch <= 6; epoch += 4)
        {
            using var killed = BuiltProgram.Start(_folder.Path, Train("killed"));
            var saved = _folder.File($"killed.partial/measured/epoch-{epoch:0000}");
            Assert.True(await killed.WaitUntilAsync(() => Directory.Exists(saved)), "The training ended before it could be killed.");
            killed.Kill();
            Assert.Equal(137, (await killed.WaitAsync()).ExitCode);
            Assert.False(Directory.Exists(_folder.File("killed")));
        }

        var run = await TrainAsync("killed");
        Assert.StartsWith("Going on with 48 coded posts", run.Output, StringComparison.Ordinal);
        AssertSameModel();
    }

    [SlowFact]
    public async Task A_training_that_was_killed_while_it_learns_again_from_everything_goes_on_to_the_same_model()
    {
        await TrainAsync("whole");
        using var killed = BuiltProgram.Start(_folder.Path, Train("killed"));
        Assert.True(await killed.WaitUntilAsync(() => Directory.Exists(_folder.File("killed.partial/refit/epoch-0001"))), "The training ended before it could be killed.");
        killed.Kill();
        await killed.WaitAsync();

        await TrainAsync("killed", "--resume");

        AssertSameModel();
    }

    [SlowFact]
    public async Task A_training_that_was_stopped_says_so_goes_on_and_refuses_other_options()
    {
        await TrainAsync("whole");
        using var stopped = BuiltProgram.Start(_folder.Path, Train("killed"));
        Assert.True(await stopped.WaitUntilAsync(() => Directory.Exists(_folder.File("killed.partial/measured/epoch-0002"))), "The training ended before it could be stopped.");
        stopped.Terminate();
        var run = await stopped.WaitAsync();
        Assert.Equal(Stopped, run.ExitCode);
        Assert.EndsWith("Stopped. The same command goes on from here.\n", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("killed")));

        await Refusal.AssertAsync(_folder, 1,
            "killed.partial: An interrupted training was begun differently:\n  Seed: 1 then, 2 now\nRepeat that command to go on with it, or begin anew with --overwrite.",
            Train("killed", "--seed", "2"));
        var corpus = await File.ReadAllTextAsync(program.Posts, TestContext.Current.CancellationToken);
        var other = _folder.Write("other.csv", corpus.Replace("p7,", "p07,", StringComparison.Ordinal));
        var refused = await BuiltProgram.RunAsync(_folder.Path, [.. Train("killed").Select(argument => argument == program.Posts ? other : argument)]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Matches("^killed.partial: An interrupted training was begun differently:\n  labelled data \\(SHA-256\\): [0-9a-f]{64} then, [0-9a-f]{64} now\nRepeat that command to go on with it, or begin anew with --overwrite.\n$", refused.Error);

        await TrainAsync("killed");
        AssertSameModel();
    }

    [SlowFact]
    public async Task A_checkpoint_that_was_damaged_is_said_and_can_be_overwritten()
    {
        using var stopped = BuiltProgram.Start(_folder.Path, Train("killed"));
        Assert.True(await stopped.WaitUntilAsync(() => Directory.Exists(_folder.File("killed.partial/measured/epoch-0002"))), "The training ended before it could be stopped.");
        stopped.Terminate();
        Assert.Equal(Stopped, (await stopped.WaitAsync()).ExitCode);
        var checkpoint = Directory.GetDirectories(_folder.File("killed.partial/measured")).Select(path => Path.GetFileName(path)).Single();
        await File.WriteAllTextAsync(_folder.File($"killed.partial/measured/{checkpoint}/state.json"), "{", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_folder.File($"killed.partial/measured/{checkpoint}/optimizer.bin"), [1, 2, 3], TestContext.Current.CancellationToken);

        var refused = await BuiltProgram.RunAsync(_folder.Path, Train("killed"));

        Assert.Equal((1, $"killed.partial/measured/{checkpoint}: The checkpoint is damaged: optimizer.bin, state.json are not as saved. Begin anew with --overwrite.\n"), (refused.ExitCode, refused.Error));
        await TrainAsync("killed", "--overwrite");
    }

    [SlowFact]
    public async Task A_labelling_that_was_stopped_goes_on_to_the_same_file()
    {
        var model = await program.CopyModelAsync(_folder.File("model"));
        var corpus = _folder.Write("corpus.csv", MadePosts.Csv(8000, words: 40));
        string[] Label(string output, params string[] more) => ["label", "--model", model, "--corpus", corpus, "--output", output, "--precision", "fp32", "--max-tokens", "128", .. more];
        var whole = await BuiltProgram.RunAsync(_folder.Path, Label("whole.csv"));
        Assert.True(whole.ExitCode == 0, whole.Error);

        using var started = BuiltProgram.Start(_folder.Path, Label("stopped.csv"));
        Assert.True(await started.WaitUntilAsync(() => _folder.Holds("stopped.csv.run/parts", "000001-*")), "The labelling ended before it could be stopped.");
        started.Terminate();
        var stopped = await started.WaitAsync();
        Assert.Equal((Stopped, ""), (stopped.ExitCode, stopped.Output));
        Assert.EndsWith("Stopped. The same command goes on from here.\n", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("stopped.csv")));
        await Refusal.AssertAsync(_folder, 1,
            "stopped.csv.run: An interrupted labelling lies here that this command would not go on with. Give the command that it was begun with, or add --overwrite to begin anew; they differ in:\n  --max-tokens: the plan has 128, this command has 64.",
            [.. Label("stopped.csv").Select(argument => argument == "128" ? "64" : argument)]);
        await Refusal.AssertAsync(_folder, 1,
            "stopped.csv.run: An interrupted labelling lies here that this command would not go on with. Give the command that it was begun with, or add --overwrite to begin anew; they differ in:\n  --engine: the plan has torch, this command has onnx.",
            Label("stopped.csv", "--engine", "onnx"));

        var again = await BuiltProgram.RunAsync(_folder.Path, Label("stopped.csv"));

        Assert.True(again.ExitCode == 0, again.Error);
        var kept = int.Parse(KeptPosts().Match(again.Output).Groups[1].Value.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(kept, 2048, 7168);
        Assert.Equal(0, kept % 1024);
        Assert.Equal(File.ReadAllBytes(_folder.File("whole.csv")), File.ReadAllBytes(_folder.File("stopped.csv")));
        Assert.Equal(["keys", "manifest.json"], Directory.EnumerateFileSystemEntries(_folder.File("stopped.csv.run")).Select(Path.GetFileName).Order());
    }

    [SlowFact]
    public async Task A_labelling_since_an_earlier_one_that_was_killed_goes_on_to_the_same_file()
    {
        const int Posts = 8000, Before = 7000;
        var model = await program.CopyModelAsync(_folder.File("model"));
        _folder.Write("july.csv", MadePosts.Csv(Before, words: 40));
        _folder.Write("august.csv", MadePosts.Csv(Posts, words: 40, i => i % 2 == 0 ? " please" : "")); // every other one was changed
        string[] Label(string corpus, string output, params string[] more) => ["label", "--model", model, "--corpus", corpus, "--output", output, "--precision", "fp32", .. more];
        foreach (var (corpus, output) in new[] { ("july.csv", "earlier.csv"), ("august.csv", "whole.csv") })
        {
            var run = await BuiltProgram.RunAsync(_folder.Path, Label(corpus, output));
            Assert.True(run.ExitCode == 0, run.Error);
        }

        var since = Label("august.csv", "killed.csv", "--since", "earlier.csv.run");
        using (var killed = BuiltProgram.Start(_folder.Path, since))
        {
            Assert.True(await killed.WaitUntilAsync(() => _folder.Holds("killed.csv.run/parts", "000001-*")), "The labelling ended before it could be killed.");
            killed.Kill();
            Assert.Equal(137, (await killed.WaitAsync()).ExitCode);
            Assert.False(File.Exists(_folder.File("killed.csv")));
        }

        var again = await BuiltProgram.RunAsync(_folder.Path, since);

        Assert.True(again.ExitCode == 0, again.Error);
        Assert.DoesNotContain("(0 of them before an interruption", again.Output, StringComparison.Ordinal);
        Assert.Contains("Since the earlier run: 1,000 new, 3,500 changed, 3,500 unchanged and not computed again, 0 gone\n", again.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder.File("whole.csv")), File.ReadAllBytes(_folder.File("killed.csv")));
    }

    [GeneratedRegex(@"^Labelled 8,000 posts \(([0-9,]+) of them before an interruption;", RegexOptions.Multiline)]
    private static partial Regex KeptPosts();

    private string[] Train(string output, params string[] more) => program.Training(["--epochs", "12", "--patience", "12", "--output", output, .. more]);

    private async Task<Finished> TrainAsync(string output, params string[] more)
    {
        var run = await BuiltProgram.RunAsync(_folder.Path, Train(output, more));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["metrics.json", "model.safetensors"], new[] { "metrics.json", "model.safetensors" }.Where(name => File.Exists(_folder.File($"{output}/{name}"))));
        Assert.False(Directory.Exists(_folder.File($"{output}.partial")));
        return run;
    }

    private void AssertSameModel()
    {
        foreach (var name in new[] { "model.safetensors", "metrics.json" })
        {
            Assert.Equal(File.ReadAllBytes(_folder.File($"whole/{name}")), File.ReadAllBytes(_folder.File($"killed/{name}")));
        }
    }
}
