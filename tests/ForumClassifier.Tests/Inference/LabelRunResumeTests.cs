using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Inference;

public class LabelRunResumeTests
{
    private const int Posts = 4500; // five windows of 11 batches, the last one of 5

    [Theory]
    [InlineData("labels.csv", 0, 0)]
    [InlineData("labels.csv", 10, 0)]
    [InlineData("labels.csv", 11, 1)]
    [InlineData("labels.csv", 30, 2)]
    [InlineData("labels.csv", 47, 4)]
    [InlineData("labels.jsonl", 25, 2)]
    public async Task Cancelled_labelling_goes_on_to_the_bytes_of_an_uninterrupted_one(string output, int batch, int windows)
    {
        using var whole = new LabelJob(Posts, output);
        using var job = new LabelJob(Posts, output);
        await whole.RunAsync();
        var classifier = new HashClassifier();

        await job.InterruptAsync(batch);
        Assert.False(File.Exists(job.Output));
        var summary = await job.RunAsync(classifier);

        Assert.Equal(await BytesAsync(whole), await BytesAsync(job));
        Assert.Equal((windows * LabelJob.Window, 5 - windows), (summary.KeptPosts, classifier.Calls));
        Assert.Equal(["keys", "manifest.json"], Directory.GetFileSystemEntries(job.RunFolder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Labelling_may_be_cancelled_again_and_again()
    {
        using var whole = new LabelJob(Posts);
        using var job = new LabelJob(Posts);
        var expected = await whole.RunAsync();

        for (var i = 0; i < 4; i++)
        {
            await job.InterruptAsync(batch: 12);
        }

        var summary = await job.RunAsync();
        Assert.Equal(await BytesAsync(whole), await BytesAsync(job));
        Assert.Equal(
            (expected.Posts, expected.Abstained, expected.Truncated, expected.Undated, expected.Tokens, expected.Sha256, string.Join(' ', expected.Codes), expected.Warnings[0]),
            (summary.Posts, summary.Abstained, summary.Truncated, summary.Undated, summary.Tokens, summary.Sha256, string.Join(' ', summary.Codes), summary.Warnings[0]));
    }

    [Fact]
    public async Task Moved_run_goes_on()
    {
        using var begun = new LabelJob(Posts);
        using var job = new LabelJob(Posts);
        await begun.InterruptAsync(batch: 30);

        Directory.Move(begun.RunFolder, job.RunFolder);

        Assert.Equal(2048, (await job.RunAsync()).KeptPosts);
        Assert.Equal(job.ExpectedCsv(), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("cut", 1)]
    [InlineData("bit in the rows", 1)]
    [InlineData("bit in the counts", 1)]
    [InlineData("bit in the begin", 1)]
    [InlineData("empty", 1)]
    [InlineData("missing", 1)]
    [InlineData("part of another place", 1)]
    [InlineData("part of another plan", 1)]
    [InlineData("partial beside", 4)]
    public async Task Part_that_is_not_whole_is_made_again_after_a_kill(string damage, int keptWindows)
    {
        using var other = new LabelJob(Posts);
        using var job = new LabelJob(Posts);
        await other.InterruptAsync(batch: 45, other.Request with { ProgramVersion = "2.0" });
        await job.InterruptAsync(batch: 45);
        var part = job.Part(1);
        var bytes = await File.ReadAllBytesAsync(part, TestContext.Current.CancellationToken);
        Action act = damage switch
        {
            "cut" => () => File.WriteAllBytes(part, bytes[..^100]),
            "bit in the rows" => () => Flip(part, bytes, bytes.Length / 2),
            "bit in the counts" => () => Flip(part, bytes, bytes.AsSpan().IndexOf("\"posts\":1024"u8) + 8),
            "bit in the begin" => () => Flip(part, bytes, 3),
            "empty" => () => File.WriteAllBytes(part, []),
            "missing" => () => File.Delete(part),
            "part of another place" => () => File.Copy(job.Part(2), part, overwrite: true),
            "part of another plan" => () => File.Copy(other.Part(1), Path.Combine(Path.GetDirectoryName(part)!, Path.GetFileName(other.Part(1)))),
            _ => () => File.WriteAllText(job.Part(4) + ".partial", "half"),
        };
        await File.WriteAllTextAsync(job.Output + ".partial", "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(job.RunFolder, "plan.json.partial"), "half", TestContext.Current.CancellationToken);

        if (damage == "part of another plan")
        {
            File.Delete(part);
        }

        act();
        var summary = await job.RunAsync();

        Assert.Equal(keptWindows * LabelJob.Window, summary.KeptPosts);
        Assert.Equal(job.ExpectedCsv(), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
        Assert.Equal([job.Corpus, job.Output], Directory.GetFiles(job.Folder).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(["keys", "manifest.json"], Directory.GetFileSystemEntries(job.RunFolder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Folder_of_a_run_killed_before_its_plan_is_begun_anew()
    {
        using var job = new LabelJob(10);
        Directory.CreateDirectory(job.RunFolder);
        await File.WriteAllTextAsync(Path.Combine(job.RunFolder, "plan.json.partial"), "half", TestContext.Current.CancellationToken);

        await job.RunAsync();

        Assert.Equal(job.ExpectedCsv(), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_killed_after_its_file_appeared_is_tidied_up_by_the_same_command()
    {
        using var job = new LabelJob(2000);
        await job.InterruptAsync(batch: 12);
        var plan = await File.ReadAllBytesAsync(Path.Combine(job.RunFolder, "plan.json"), TestContext.Current.CancellationToken);
        var first = await job.RunAsync();
        await File.WriteAllBytesAsync(Path.Combine(job.RunFolder, "plan.json"), plan, TestContext.Current.CancellationToken);
        var classifier = new HashClassifier();

        var summary = await job.RunAsync(classifier);

        Assert.Equal((0, 2000, first.Sha256, 0), (classifier.Calls, summary.KeptPosts, summary.Sha256, summary.PostsPerSecond));
        Assert.Equal(first.Codes, summary.Codes);
        Assert.Equal(["keys", "manifest.json"], Directory.GetFileSystemEntries(job.RunFolder).Select(Path.GetFileName).Order());

        await File.WriteAllBytesAsync(Path.Combine(job.RunFolder, "plan.json"), plan, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(job.Output, "changed by hand\n", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<OutputException>(() => job.RunAsync());
    }

    [Fact]
    public async Task Overwrite_begins_anew()
    {
        using var job = new LabelJob(Posts);
        await job.InterruptAsync(batch: 30);
        var classifier = new HashClassifier();

        var summary = await job.RunAsync(classifier, job.Request with { Overwrite = true, ProgramVersion = "2.0" });

        Assert.Equal((0, 5), (summary.KeptPosts, classifier.Calls));
        await Assert.ThrowsAsync<OutputException>(() => job.RunAsync());
        await job.InterruptAsync(batch: 30, job.Request with { Overwrite = true });
        Assert.False(File.Exists(job.Output));
        Assert.Equal(2048, (await job.RunAsync()).KeptPosts);
        Assert.Equal(job.ExpectedCsv(), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Overwrite_leaves_the_result_where_corpus_or_model_are_refused()
    {
        using var job = new LabelJob(10);
        await job.RunAsync();
        var again = job.Request with { Overwrite = true };

        await Assert.ThrowsAsync<InputException>(() => job.RunAsync(request: again with { CorpusPaths = ["missing.csv"] }));
        await Assert.ThrowsAsync<OutputException>(() => new LabelRun(again, () => throw new OutputException("model", "None.", "None."), TimeProvider.System).RunAsync(null, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<OutputException>(() => job.RunAsync(request: again with { CorpusPaths = [job.Output] }));

        Assert.Equal(job.ExpectedCsv(), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Cancellation_before_the_start_makes_nothing()
    {
        using var job = new LabelJob(10);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.RunAsync(cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal([job.Corpus], Directory.GetFileSystemEntries(job.Folder));
    }

    private static Task<byte[]> BytesAsync(LabelJob job) => File.ReadAllBytesAsync(job.Output, TestContext.Current.CancellationToken);

    private static void Flip(string path, byte[] bytes, int index)
    {
        bytes[index] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
