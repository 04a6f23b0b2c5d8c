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
}
