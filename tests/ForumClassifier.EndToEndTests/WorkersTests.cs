using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>A labelling of one file that several processes of one machine share.</summary>
[Collection(typeof(ProgramTests))]
public sealed class WorkersTests(BuiltProgram program) : IDisposable
{
    private const int Posts = 10 * 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--workers 0: Out of range. Expected at least 1.", "--workers", "0")]
    [InlineData("--device cuda:0,cpu: Several devices are CUDA cards, each named once, such as cuda:0,cuda:1. For several workers on one device use --workers.", "--device", "cuda:0,cpu")]
    [InlineData("--workers 1: There are 2 devices. Expected at least one worker for each.", "--device", "cuda:0,cuda:1", "--workers", "1")]
    public Task Workers_that_cannot_be_are_refused(string message, params string[] options) =>
        Refusal.AssertAsync(_folder, 2, message, ["label", "--model", "model", "--corpus", "corpus.csv", "--output", "labels.csv", .. options]);

    [SlowFact]
    public async Task Two_workers_give_the_bytes_of_one_though_one_of_them_is_killed()
    {
        await PrepareAsync();

        using var labelling = BuiltProgram.Start(_folder.Path, Shared());
        Assert.True(await labelling.WaitUntilAsync(() => Worker(0) is not null && Worker(1) is not null), "There were never two workers.");
        var killed = Worker(1);
        WorkerProcess.Send(killed!.Value, "KILL"); // not null: it was there
        var run = await labelling.WaitAsync();

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("Labelled 10,240 posts (0 of them before an interruption; 0 without text, ", run.Output, StringComparison.Ordinal);
        Assert.Contains(" by 2 workers of 1 threads in 2 shards\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder.File("whole.csv")), File.ReadAllBytes(_folder.File("labels.csv")));
        Assert.Equal(["keys", "manifest.json"], Directory.GetFileSystemEntries(_folder.File("labels.csv.run")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await Refusal.AssertAsync(_folder, 1, "labels.csv: The file exists already. Choose another --output, or add --overwrite to replace it.", Shared());
    }

    [SlowFact]
    public async Task Stopped_workers_save_what_they_have_and_the_same_command_goes_on()
    {
        await PrepareAsync();

        using (var labelling = BuiltProgram.Start(_folder.Path, Shared()))
        {
            Assert.True(await labelling.WaitUntilAsync(() => _folder.Holds("labels.csv.run/parts", "000005-*")), "The labelling ended before it could be stopped.");
            labelling.Terminate();
            var stopped = await labelling.WaitAsync();
            Assert.Equal((75, ""), (stopped.ExitCode, stopped.Output));
            Assert.EndsWith("Stopped. The same command goes on from here.\n", stopped.Error, StringComparison.Ordinal);
            Assert.Equal((null, null), (Worker(0), Worker(1)));
            Assert.False(File.Exists(_folder.File("labels.csv")));
        }

        var others = await BuiltProgram.RunAsync(_folder.Path, [.. Shared(), "--max-tokens", "16"]);
        Assert.Equal((1, ""), (others.ExitCode, others.Output));
        Assert.EndsWith("\n  --max-tokens: the plan has 32, this command has 16.\n", others.Error, StringComparison.Ordinal);

        var run = await BuiltProgram.RunAsync(_folder.Path, Shared());
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("(0 of them before an interruption", run.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder.File("whole.csv")), File.ReadAllBytes(_folder.File("labels.csv")));
    }

    private static string[] Plain(string output) => ["label", "--model", "model", "--corpus", "corpus.csv", "--precision", "fp32", "--output", output];

    private static string[] Shared() => [.. Plain("labels.csv"), "--workers", "2", "--threads", "1"];

    private int? Worker(int shard) => WorkerProcess.Find(_folder.Path, "labels.csv.run", shard);

    private async Task PrepareAsync()
    {
        await program.CopyModelAsync(_folder.File("model"));
        _folder.Write("corpus.csv", MadePosts.Csv(Posts));
        var run = await BuiltProgram.RunAsync(_folder.Path, Plain("whole.csv")); // on one core: by one thread
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
