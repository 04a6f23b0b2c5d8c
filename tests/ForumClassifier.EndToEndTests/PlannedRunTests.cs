using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>A labelling that several processes share, some of which are killed.</summary>
[Collection(typeof(ProgramTests))]
public sealed class PlannedRunTests(BuiltProgram program) : IDisposable
{
    private const int Kills = 50;
    private const int Killed = 137;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Wrong_usage_is_said()
    {
        await Refusal.AssertAsync(_folder, 2, "Option '--model' is required.\nOption '--corpus' is required.\nOption '--output' is required.\nSee forum-classifier label --help.", ["label"]);
        await Refusal.AssertAsync(_folder, 2, "Option '--run' is required.\n--precision: With --run this stands in the plan. Leave it out.\nSee forum-classifier label --help.", ["label", "--shard", "0", "--precision", "fp32"]);
        await Refusal.AssertAsync(_folder, 2,
            "--device cuda:1: A plan names no card, as each worker may have another. Use --device cuda, and CUDA_VISIBLE_DEVICES where a worker starts.",
            ["plan", "--model", "model", "--corpus", "corpus.csv", "--run", "run", "--shards", "1", "--device", "cuda:1"]);
        await Refusal.AssertAsync(_folder, 1, "none: There is no such folder. Name the folder that 'plan' has written.", ["status", "--run", "none"]);
        await Refusal.AssertAsync(_folder, 1, "none: There is no such folder. Name the folder that 'plan' has written.", ["merge", "--run", "none", "--output", "labels.csv"]);
    }

    [SlowFact]
    public async Task Shards_are_labelled_stopped_found_wrong_mended_and_merged_to_the_bytes_of_a_plain_labelling()
    {
        var (model, corpus) = await PrepareAsync(6000);
        await RunAsync(0, "label", "--model", model, "--corpus", corpus, "--output", "whole.csv", "--precision", "fp32");
        var planned = await RunAsync(0, "plan", "--model", model, "--corpus", corpus, "--run", "run", "--shards", "2", "--precision", "fp32");
        Assert.StartsWith("Planned: 6,000 posts in 2 shards, 0 to 1; plan ", planned.Output, StringComparison.Ordinal);
        Assert.EndsWith("Wrote run\n", planned.Output, StringComparison.Ordinal);

        using var stopped = BuiltProgram.Start(_folder.Path, "label", "--run", "run", "--shard", "1");
        Assert.True(await stopped.WaitUntilAsync(() => _folder.Holds("run/parts", "000003-*")), "The labelling ended before it could be stopped.");
        stopped.Terminate();
        var run = await stopped.WaitAsync();
        Assert.Equal(75, run.ExitCode);
        Assert.EndsWith("Stopped. The same command goes on from here.\n", run.Error, StringComparison.Ordinal);

        await RunAsync(0, "label", "--run", "run", "--shard", "0");
        var incomplete = await RunAsync(3, "merge", "--run", "run", "--output", "merged.csv");
        Assert.EndsWith("run: The run is not finished: receipts/00001.json is missing. Then merge again, after:\n  forum-classifier label --run run --shard 1\n", incomplete.Error, StringComparison.Ordinal);
        using (var status = JsonDocument.Parse((await RunAsync(0, "status", "--run", "run", "--json")).Output))
        {
            Assert.Equal(6000, status.RootElement.GetProperty("done").GetInt64() + status.RootElement.GetProperty("left").GetInt64());
            Assert.Equal(1, status.RootElement.GetProperty("finished_shards").GetInt32());
        }

        var again = await RunAsync(0, "label", "--run", "run", "--shard", "1");
        Assert.DoesNotContain("(0 of them before an interruption)", again.Output, StringComparison.Ordinal);
        await File.AppendAllTextAsync(_folder.File("run/receipts/00000.json"), " ", TestContext.Current.CancellationToken);
        var damaged = await RunAsync(65, "merge", "--run", "run", "--output", "merged.csv");
        Assert.Equal("run: The run is not as it was written: receipts/00000.json is damaged. Then merge again, after:\n  forum-classifier label --run run --shard 0\n", damaged.Error);
        await RunAsync(0, "label", "--run", "run", "--shard", "0");
        await RunAsync(0, "merge", "--run", "run", "--output", "merged.csv");
        Assert.Equal(File.ReadAllBytes(_folder.File("whole.csv")), File.ReadAllBytes(_folder.File("merged.csv")));

        await File.AppendAllTextAsync(corpus, "p,t,,,more,\n", TestContext.Current.CancellationToken);
        await RunAsync(65, "label", "--run", "run", "--shard", "0");
    }

    [SlowFact]
    public async Task Workers_killed_at_fifty_random_moments_lose_and_double_nothing()
    {
        const int Shards = 3;
        var (model, corpus) = await PrepareAsync(9000);
        await RunAsync(0, "label", "--model", model, "--corpus", corpus, "--output", "whole.csv", "--precision", "fp32");
        var random = new Random(11);
        var (kills, longest) = (0, TimeSpan.FromSeconds(3));
        for (var round = 0; kills < Kills; round++)
        {
            var run = string.Create(CultureInfo.InvariantCulture, $"run{round}");
            await RunAsync(0, "plan", "--model", model, "--corpus", corpus, "--run", run, "--shards", "3", "--precision", "fp32");
            for (var shard = 0; shard < Shards;)
            {
                using var worker = BuiltProgram.Start(_folder.Path, "label", "--run", run, "--shard", shard.ToString(CultureInfo.InvariantCulture));
                var start = Stopwatch.GetTimestamp();
                var moment = longest * random.NextDouble();
                if (kills < Kills && await worker.WaitUntilAsync(() => Stopwatch.GetElapsedTime(start) >= moment))
                {
                    worker.Kill();
                }

                var finished = await worker.WaitAsync();
                Assert.True(finished.ExitCode is 0 or Killed, finished.Error);
                if (finished.ExitCode == 0)
                {
                    longest = Stopwatch.GetElapsedTime(start);
                    shard++;
                }
                else
                {
                    kills++;
                }
            }

            await RunAsync(0, "merge", "--run", run, "--output", run + ".csv");
            Assert.Equal(File.ReadAllBytes(_folder.File("whole.csv")), File.ReadAllBytes(_folder.File(run + ".csv")));
            Directory.Delete(_folder.File(run), recursive: true);
        }

        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{kills} kills."));
    }

    private async Task<(string Model, string Corpus)> PrepareAsync(int posts) =>
        (await program.CopyModelAsync(_folder.File("model")), _folder.Write("corpus.csv", MadePosts.Csv(posts, words: 40)));

    private async Task<Finished> RunAsync(int exitCode, params string[] arguments)
    {
        var run = await BuiltProgram.RunAsync(_folder.Path, arguments);
        Assert.True(run.ExitCode == exitCode, $"{run.ExitCode}: {run.Error}");
        return run;
    }
}
