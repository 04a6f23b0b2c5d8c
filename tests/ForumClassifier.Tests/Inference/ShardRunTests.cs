using ForumClassifier.Corpora.Selection;
using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Inference;

public class ShardRunTests
{
    private const int Posts = 4500; // five windows of 11 batches, the last one of 5

    [Theory]
    [InlineData(1, "labels.csv")]
    [InlineData(3, "labels.csv")]
    [InlineData(7, "labels.csv")]
    [InlineData(3, "labels.jsonl")]
    public async Task Any_number_of_shards_gives_the_bytes_of_a_plain_labelling(int shards, string output)
    {
        using var plain = new LabelJob(Posts, output);
        using var job = new PlannedJob(Posts, output);
        await plain.RunAsync();

        await job.PlanAsync(shards);
        foreach (var shard in Enumerable.Range(0, shards).Reverse())
        {
            await job.LabelAsync(shard);
        }

        var merged = await job.MergeAsync();
        Assert.Equal(await File.ReadAllBytesAsync(plain.Output, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(job.Job.Output, TestContext.Current.CancellationToken));
        Assert.Equal(Posts, merged.Posts);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(1024, 2)]
    [InlineData(1025, 2)]
    [InlineData(10_000, 7)]
    public async Task Shards_tile_the_corpus_at_the_edges_of_parts(int posts, int shards)
    {
        using var job = new PlannedJob(posts);

        var plan = await job.PlanAsync(shards);

        var ranges = PlannedRun.Open(job.Run).Plan.Shards;
        Assert.Equal((posts, shards), (plan.Posts, ranges.Count));
        Assert.Equal(0, ranges[0].First);
        Assert.Equal(posts, ranges[^1].End);
        Assert.Equal(ranges.Skip(1).Select(range => (long?)range.First), ranges.SkipLast(1).Select(range => range.End));
        Assert.All(ranges.Where(range => range.First < posts), range => Assert.Equal(0, range.First % LabelJob.Window));
        Assert.InRange(ranges.Max(range => range.End - range.First ?? 0) - ranges.Min(range => range.End - range.First ?? 0), 0, 2 * LabelJob.Window - 1);
        Assert.Equal(ranges.Count(range => range.End == range.First), plan.EmptyShards);
    }

    [Fact]
    public async Task Cancelled_shard_stops_within_a_batch_and_goes_on_with_its_parts()
    {
        using var job = new PlannedJob(Posts);
        await job.PlanAsync(2);

        await job.InterruptAsync(shard: 1, batch: 12);
        var summary = await job.LabelAsync(1);
        var again = await job.LabelAsync(1, new HashClassifier(_ => throw new InvalidOperationException()));
        await job.LabelAsync(0);
        await job.MergeAsync();

        Assert.Equal((1024, false), (summary.KeptPosts, summary.WasFinished));
        Assert.Equal((summary.Posts, true), (again.KeptPosts, again.WasFinished));
        Assert.Equal(job.Job.ExpectedCsv(), await job.MergedAsync());
    }

    [Fact]
    public async Task Attempts_on_one_shard_at_once_are_harmless()
    {
        using var job = new PlannedJob(Posts);
        await job.PlanAsync(1);
        using var all = new Barrier(3);
        HashClassifier InStep() => new(batch =>
        {
            if (batch is 0 or 20 or 40)
            {
                all.SignalAndWait(TestContext.Current.CancellationToken);
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => job.LabelAsync(0, InStep()))));
        await job.MergeAsync();

        Assert.Equal(job.Job.ExpectedCsv(), await job.MergedAsync());
        Assert.DoesNotContain(Directory.GetFiles(job.Run, "*", SearchOption.AllDirectories), file => file.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Folder_of_a_run_names_no_place_of_its_own_and_may_be_moved_at_any_time()
    {
        using var job = new PlannedJob(Posts);
        await job.PlanAsync(2);
        await job.InterruptAsync(shard: 0, batch: 12);
        Directory.Move(job.Run, job.Run + "-moved");
        job.Run += "-moved";

        Assert.Equal(1024, (await job.LabelAsync(0)).KeptPosts);
        await job.LabelAsync(1);
        await job.MergeAsync();
        foreach (var file in Directory.GetFiles(job.Run, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(job.Run[..^"-moved".Length], await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        File.Delete(job.Job.Output);
        Directory.Move(job.Run, job.Run + "-again");
        job.Run += "-again";
        await job.MergeAsync();

        Assert.Equal(job.Job.ExpectedCsv(), await job.MergedAsync());
    }

    [Fact]
    public async Task Other_corpus_or_model_is_refused_and_named()
    {
        using var job = new PlannedJob(2000);
        await job.PlanAsync(2);
        await job.LabelAsync(0);
        var text = await File.ReadAllTextAsync(job.Job.Corpus, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(job.Job.Corpus, text.Replace("text 1999", "test 1999", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<RunDamagedException>(() => job.LabelAsync(1, worker: job.Worker with { Model = new ModelIdentity("hash", new string('1', 64)) }));

        Assert.Matches(
            $"""
            ^{job.Run}: Corpus or model are not those of the plan. Put them back as they were, or plan anew with --overwrite; they differ in:
              --model: the plan has hash \(SHA-256 000000000000...\), this command has hash \(SHA-256 111111111111...\).
              --corpus: the plan has posts.csv, [0-9]+ bytes \(SHA-256 [0-9a-f]+...\), this command has posts.csv, [0-9]+ bytes \(SHA-256 [0-9a-f]+...\).$
            """,
            error.Message);
        Assert.StartsWith(".: Corpus or model", RunStatus.Read(job.Run, TimeProvider.System).Unfinished.Single().Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reason_of_a_failure_keeps_its_words_whatever_the_run_is_called()
    {
        using var job = new PlannedJob(10);
        await job.PlanAsync(1);
        var moved = Path.Combine(job.Job.Folder, "a");
        Directory.Move(job.Run, moved);
        job.Run = Path.GetRelativePath(Directory.GetCurrentDirectory(), moved);

        PlannedRun.Open(job.Run).RecordFailure(0, new RunException(job.Run, $"A sample plan at {job.Run}/plan.json.", "Mend it."));

        Assert.Equal(".: A sample plan at ./plan.json. Mend it.", RunStatus.Read(job.Run, TimeProvider.System).Unfinished.Single().Failure);
    }

    [Fact]
    public async Task Another_version_goes_on_only_where_that_was_allowed()
    {
        using var job = new PlannedJob(2000);
        await job.PlanAsync(2);
        await job.LabelAsync(0);
        var newer = job.Worker with { ProgramVersion = "2.0" };

        var error = await Assert.ThrowsAsync<RunException>(() => job.LabelAsync(1, worker: newer));
        await Assert.ThrowsAsync<RunException>(() => job.PlanAsync(2, job.Job.Request with { ProgramVersion = "2.0" }));
        await job.PlanAsync(2, job.Job.Request with { ProgramVersion = "2.0" }, allowUpgrade: true);
        await job.LabelAsync(1, worker: newer);
        await job.MergeAsync();

        Assert.Equal(job.Run + ": The run was planned by version 1.0 of the program, and this is 2.0. Use that version, or give the plan command again with --allow-upgrade.", error.Message);
        Assert.Equal(job.Job.ExpectedCsv(), await job.MergedAsync());
    }

    [Fact]
    public async Task Same_plan_again_keeps_what_is_finished_and_another_is_refused()
    {
        using var job = new PlannedJob(2000);
        var first = await job.PlanAsync(2);
        await job.LabelAsync(0);

        var second = await job.PlanAsync(2);
        var error = await Assert.ThrowsAsync<RunException>(() => job.PlanAsync(3));

        Assert.Equal((first.Id, true), (second.Id, second.WasPlanned));
        Assert.True((await job.LabelAsync(0)).WasFinished);
        Assert.Equal(job.Run + ": Another run lies here. Choose another --run, or add --overwrite to delete it; they differ in:\n  --shards: the plan has 2, this command has 3.", error.Message);
        await job.PlanAsync(3, job.Job.Request with { Overwrite = true });
        Assert.Empty(Directory.GetFiles(job.Run, "0*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Folder_of_something_else_is_left_alone()
    {
        using var job = new PlannedJob(10);
        Directory.CreateDirectory(job.Run);
        await File.WriteAllTextAsync(Path.Combine(job.Run, "thesis.docx"), "work of years", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<RunException>(() => job.PlanAsync(1, job.Job.Request with { Overwrite = true }));

        Assert.Equal(job.Run + ": The folder holds other things than a run. Choose another --run.", error.Message);
    }

    [Fact]
    public async Task Shards_of_a_selection_are_those_of_its_posts()
    {
        using var plain = new LabelJob(9000);
        using var job = new PlannedJob(9000);
        var selection = new PostSelection(PostUnit.OpeningPost, [new PostCondition("id", "!=", "p6000")]);
        await plain.RunAsync(request: plain.Request with { Selection = selection });

        var plan = await job.PlanAsync(3, job.Job.Request with { Selection = selection });
        for (var shard = 0; shard < 3; shard++)
        {
            await job.LabelAsync(shard);
        }

        await job.MergeAsync();
        Assert.Equal(2999, plan.Posts);
        Assert.Equal(await File.ReadAllTextAsync(plain.Output, TestContext.Current.CancellationToken), await job.MergedAsync());
    }

    [Fact]
    public async Task Texts_that_come_again_give_the_same_bytes_for_any_number_of_shards()
    {
        // each text stands four times in the window, and in each window
        using var plain = new LabelJob(1);
        using var job = new PlannedJob(1);
        var rows = "id,body\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i},text {i % 256}\n"));
        await File.WriteAllTextAsync(plain.Corpus, rows, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(job.Job.Corpus, rows, TestContext.Current.CancellationToken);
        var summary = await plain.RunAsync();

        await job.PlanAsync(2);
        await job.LabelAsync(0);
        await job.LabelAsync(1);
        await job.MergeAsync();

        Assert.Equal(3000 - (3 * 256), summary.Repeated);
        Assert.Equal(await File.ReadAllTextAsync(plain.Output, TestContext.Current.CancellationToken), await job.MergedAsync());
    }

    [Fact]
    public async Task Shards_do_not_label_duplicates_once()
    {
        using var job = new PlannedJob(1);

        await Assert.ThrowsAsync<ArgumentException>(() => job.PlanAsync(2, job.Job.Request with { LabelOnce = true }));
    }
}
