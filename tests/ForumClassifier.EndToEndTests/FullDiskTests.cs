using System.Text.RegularExpressions;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>What the program says and leaves where the disk is full.</summary>
[Collection(typeof(ProgramTests))]
public sealed class FullDiskTests(BuiltProgram program) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Trends_leave_nothing()
    {
        var predictions = _folder.Write("predictions.csv", "post_id,thread_id,created_at,codes,abstained,p_speed,p_memory,truncated,model\n1,1,2024-01-02T00:00:00Z,speed,false,0.9,0.1,false,m\n");
        using var disk = new SmallDisk(8);

        var run = await disk.RunAsync("trends", "--predictions", predictions, "--output", "trends");

        Assert.Equal((1, "", $"trends.partial/report.html: {disk.Refusal}"), (run.ExitCode, run.Output, run.Error));
        Assert.Empty(Refusal.Entries(disk.Path));
    }

    [SlowFact]
    public async Task Train_leaves_nothing_before_its_first_checkpoint()
    {
        using var disk = new SmallDisk(12);

        var run = await disk.RunAsync(program.Training("--epochs", "2", "--output", "model"));

        Assert.Equal(1, run.ExitCode);
        Assert.Matches($"^[^\n]*: {Regex.Escape(disk.Refusal)}$", run.Error);
        Assert.Empty(Refusal.Entries(disk.Path));
    }

    [SlowFact]
    public async Task Train_under_a_limit_of_files_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such limit there.");

        var run = await BuiltProgram.RunWithLimitedFilesAsync(_folder.Path, 12, program.Training("--epochs", "2", "--output", "model"));

        Assert.Equal(1, run.ExitCode);
        Assert.Matches($"^[^\n]*: {Regex.Escape(SmallDisk.LimitRefusal)}$", run.Error);
        Assert.Empty(Refusal.Entries(_folder.Path));
    }

    [SlowFact]
    public async Task Label_under_a_limit_of_files_goes_on_when_it_is_raised()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such limit there.");
        var model = await program.CopyModelAsync(_folder.File("model"));
        var corpus = _folder.Write("corpus.csv", MadePosts.Csv(6000));
        string[] arguments = ["label", "--model", model, "--corpus", corpus, "--precision", "fp32", "--output", "predictions.csv"];

        var run = await BuiltProgram.RunWithLimitedFilesAsync(_folder.Path, 200, arguments); // a part of 1,024 posts is shorter, the whole is not

        Assert.Equal((1, "", "predictions.csv: " + SmallDisk.LimitRefusal), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(["corpus.csv", "model", "predictions.csv.run"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var second = await BuiltProgram.RunAsync(_folder.Path, arguments);
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Contains("(6,000 of them before an interruption", second.Output, StringComparison.Ordinal);
    }

    [SlowFact]
    public async Task Label_keeps_its_finished_parts_and_goes_on_when_there_is_room()
    {
        var model = await program.CopyModelAsync(_folder.File("model"));
        var corpus = _folder.Write("corpus.csv", MadePosts.Csv(6000));
        string[] arguments = ["label", "--model", model, "--corpus", corpus, "--precision", "fp32", "--output"];
        Assert.Equal(0, (await BuiltProgram.RunAsync(_folder.Path, [.. arguments, "whole.csv"])).ExitCode);
        using var disk = new SmallDisk(280);

        var run = await disk.RunAsync([.. arguments, "predictions.csv"]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches($"^predictions.csv[^\n]*: {Regex.Escape(disk.Refusal)}$", run.Error);
        Assert.DoesNotContain(Refusal.Entries(disk.Path), entry => entry.Contains(".partial", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(disk.Path, "predictions.csv")));

        disk.Grow();
        var second = await BuiltProgram.RunAsync(disk.Path, [.. arguments, "predictions.csv"]);
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.DoesNotContain("(0 of them before an interruption", second.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder.File("whole.csv")), File.ReadAllBytes(Path.Combine(disk.Path, "predictions.csv")));
    }

    [SlowFact]
    public async Task Each_file_of_a_planned_run_may_find_the_disk_full()
    {
        const int Page = 4; // kibibytes: a file takes whole ones
        var model = await program.CopyModelAsync(_folder.File("model"));
        var corpus = _folder.Write("corpus.csv", MadePosts.Csv(3000));
        string[][] commands =
        [
            ["plan", "--model", model, "--corpus", corpus, "--precision", "fp32", "--run", "run", "--shards", "2"],
            ["label", "--run", "run", "--shard", "0"],
            ["label", "--run", "run", "--shard", "1"],
            ["merge", "--run", "run", "--output", "merged.csv"],
        ];
        foreach (var command in commands)
        {
            Assert.Equal(0, (await BuiltProgram.RunAsync(_folder.Path, command)).ExitCode);
        }

        // in the order in which they are written
        var files = new[] { "run/plan.json", "run/parts/000000-*", "run/receipts/00000.json", "run/parts/000001-*", "run/parts/000002-*", "run/receipts/00001.json", "merged.csv", "run/keys", "run/manifest.json" }
            .Select(name => Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, Path.GetDirectoryName(name)!), Path.GetFileName(name)))).ToList(); // not null: a relative path
        var pages = 1; // of a file that was there before
        foreach (var file in files)
        {
            using var disk = new SmallDisk(pages * Page);
            Assert.SkipUnless(disk.IsMounted, "Needs leave to mount a file system.");
            await File.WriteAllTextAsync(Path.Combine(disk.Path, "before"), "1", TestContext.Current.CancellationToken);
            var refused = new List<string>();
            foreach (var command in commands)
            {
                var run = await BuiltProgram.RunAsync(disk.Path, command);
                if (run.ExitCode != 0)
                {
                    Assert.Equal((1, ""), (run.ExitCode, run.Output));
                    Assert.DoesNotContain(Refusal.Entries(disk.Path), entry => entry.Contains(".partial", StringComparison.Ordinal));
                    refused.Add(run.Error);
                    disk.Grow();
                    run = await BuiltProgram.RunAsync(disk.Path, command);
                }

                Assert.True(run.ExitCode == 0, run.Error);
            }

            var path = Path.GetRelativePath(_folder.Path, file).Split('-')[0];
            Assert.Matches($"^{Regex.Escape(path)}[^/]*: {Regex.Escape(disk.Refusal)}$", Assert.Single(refused));
            Assert.Equal(File.ReadAllBytes(_folder.File("merged.csv")), File.ReadAllBytes(Path.Combine(disk.Path, "merged.csv")));
            pages += (int)((new FileInfo(file).Length + (Page * 1024) - 1) / (Page * 1024));
        }
    }
}
