using System.Text;
using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Inference;

public sealed class LabelSinceTests : IDisposable
{
    private const int Posts = 3000;

    private readonly LabelJob _job = new(Posts, "old.csv");
    private readonly string _later;

    public LabelSinceTests()
    {
        // of 3,000 posts the first 100 are gone and each tenth has another text; 50 are new and come first
        _later = Path.Combine(_job.Folder, "later.csv");
        var lines = LabelJob.CorpusText(0, Posts).TrimEnd('\n').Split('\n');
        File.WriteAllText(_later, new StringBuilder(lines[0]).Append('\n')
            .AppendJoin("", Enumerable.Range(0, 50).Select(i => $"new{i},,,a new post {i}\n"))
            .AppendJoin("", Enumerable.Range(100, Posts - 100).Select(i => lines[i + 1] + (i % 10 == 0 ? " and more\n" : "\n"))).ToString());
    }

    public void Dispose() => _job.Dispose();

    [Fact]
    public async Task Only_new_and_changed_posts_are_classified_and_the_result_is_that_of_labelling_all()
    {
        await _job.RunAsync();
        await _job.RunAsync(request: Later("all.csv"));
        var classifier = new HashClassifier();

        var summary = await _job.RunAsync(classifier, Later("new.csv") with { Since = EarlierRun.Find(_job.RunFolder) });

        Assert.Equal(new SincePosts(New: 50, Changed: 290, Unchanged: 2610, Gone: 100), summary.Since);
        Assert.Equal(340, classifier.Texts);
        Assert.Equal(0, summary.Repeated);
        Assert.Equal(await BytesAsync("all.csv"), await BytesAsync("new.csv"));
    }

    [Fact]
    public async Task Posts_without_text_and_posts_that_lost_it_are_told_apart()
    {
        await _job.RunAsync();
        var path = Path.Combine(_job.Folder, "lost.csv");
        await File.WriteAllTextAsync(path, "id,thread_id,created_at,body\np0,t0,,\np1,t0,,\np97,t0,,now there is one\n", TestContext.Current.CancellationToken);

        var summary = await _job.RunAsync(request: _job.Request with { CorpusPaths = [path], Output = Path.Combine(_job.Folder, "lost-out.csv"), Since = EarlierRun.Find(_job.Output) });

        Assert.Equal((new SincePosts(New: 0, Changed: 2, Unchanged: 1, Gone: Posts - 3), 2), (summary.Since, summary.Abstained));
    }

    [Fact]
    public async Task Ids_that_come_twice_hide_no_post_that_is_gone()
    {
        await _job.RunAsync();
        var path = Path.Combine(_job.Folder, "twice.csv");
        await File.WriteAllTextAsync(path, "id,thread_id,created_at,body\np1,t0,,changed\np1,t0,,changed again\np2,t0,,changed\nq,t0,,new\nq,t0,,new\n", TestContext.Current.CancellationToken);

        var summary = await _job.RunAsync(request: _job.Request with { CorpusPaths = [path], Output = Path.Combine(_job.Folder, "twice-out.csv"), Since = EarlierRun.Find(_job.Output) });

        Assert.Equal(new SincePosts(New: 2, Changed: 3, Unchanged: 0, Gone: Posts - 2), summary.Since);
    }

    [Fact]
    public async Task An_interrupted_labelling_goes_on_to_the_same_bytes_and_counts()
    {
        await _job.RunAsync();
        await _job.RunAsync(request: Later("all.csv"));
        var request = Later("new.csv") with { Since = EarlierRun.Find(_job.RunFolder) };
        await _job.InterruptAsync(batch: 3, request);

        var summary = await _job.RunAsync(request: request);

        Assert.Equal(LabelJob.Window, summary.KeptPosts);
        Assert.Equal(new SincePosts(New: 50, Changed: 290, Unchanged: 2610, Gone: 100), summary.Since);
        Assert.Equal(await BytesAsync("all.csv"), await BytesAsync("new.csv"));
    }

    [Fact]
    public async Task A_merged_run_may_be_the_earlier_one_and_a_later_run_the_next()
    {
        using var planned = new PlannedJob(Posts);
        await planned.FinishAsync(shards: 3);
        await planned.MergeAsync();
        var earlier = EarlierRun.Find(planned.Run);

        var first = await _job.RunAsync(request: Later("first.csv") with { Since = earlier });
        var second = await _job.RunAsync(request: Later("second.csv") with { Since = EarlierRun.Find(Path.Combine(_job.Folder, "first.csv")) });

        Assert.Equal(new SincePosts(New: 50, Changed: 290, Unchanged: 2610, Gone: 100), first.Since);
        Assert.Equal(new SincePosts(New: 0, Changed: 0, Unchanged: 2950, Gone: 0), second.Since);
        Assert.Equal(await BytesAsync("first.csv"), await BytesAsync("second.csv"));
    }

    [Fact]
    public async Task Another_model_or_option_is_refused()
    {
        await _job.RunAsync();

        var error = await Assert.ThrowsAsync<RunException>(() => _job.RunAsync(request: Later("new.csv") with
        {
            Since = EarlierRun.Find(_job.RunFolder),
            Model = new ModelIdentity("hash", new string('1', 64)),
            Options = new Dictionary<string, string> { ["--max-tokens"] = "128", ["--precision"] = "fp32" },
        }));

        Assert.Equal(
            $"""
            {_job.RunFolder}: Predictions of this run cannot be kept: they would be others today. Label the whole corpus without --since, or as the earlier run did; they differ in:
              --model: the earlier run has hash (SHA-256 000000000000...), this command has hash (SHA-256 111111111111...).
              --max-tokens: the earlier run has 256, this command has 128.
            """,
            error.Message);
        Assert.False(Directory.Exists(Path.Combine(_job.Folder, "new.csv.run")));
    }

    [Fact]
    public async Task Predictions_or_keys_that_are_not_what_the_run_wrote_are_refused()
    {
        await _job.RunAsync();
        var keys = Path.Combine(_job.RunFolder, "keys");
        var whole = await File.ReadAllBytesAsync(keys, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(keys, whole[..^16], TestContext.Current.CancellationToken);
        var request = Later("new.csv") with { Since = EarlierRun.Find(_job.RunFolder) };

        var inKeys = await Assert.ThrowsAsync<RunException>(() => _job.RunAsync(request: request));
        await File.WriteAllBytesAsync(keys, whole, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(_job.Output, "p1,,,,true,,,,false,hash\n", TestContext.Current.CancellationToken);
        var inPredictions = await Assert.ThrowsAsync<RunException>(() => _job.RunAsync(request: request));

        Assert.StartsWith($"{keys}: The file is not what its run has written", inKeys.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{_job.Output}: The file is not what its run has written", inPredictions.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predictions_that_were_moved_are_found_where_the_user_says()
    {
        await _job.RunAsync();
        var moved = Path.Combine(_job.Folder, "moved.csv");
        File.Move(_job.Output, moved);

        var error = Assert.Throws<RunException>(() => EarlierRun.Find(_job.RunFolder));
        var summary = await _job.RunAsync(request: Later("new.csv") with { Since = EarlierRun.Find(_job.RunFolder, moved) });

        Assert.Equal($"{_job.RunFolder}: Its predictions, old.csv, were not found at {_job.Output}. Put them back, or say with --since-predictions where they lie.", error.Message);
        Assert.Equal(2610, summary.Since?.Unchanged);
    }

    [Fact]
    public async Task A_run_that_is_not_finished_is_refused()
    {
        await _job.InterruptAsync(batch: 12);

        var error = Assert.Throws<RunException>(() => EarlierRun.Find(_job.RunFolder));

        Assert.Equal($"{_job.RunFolder}: The run is not finished: it has no manifest.json. Finish it: give its label command again, or merge it.", error.Message);
    }

    private LabelRequest Later(string output) => _job.Request with { CorpusPaths = [_later], Output = Path.Combine(_job.Folder, output) };

    private Task<byte[]> BytesAsync(string name) => File.ReadAllBytesAsync(Path.Combine(_job.Folder, name), TestContext.Current.CancellationToken);
}
