using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Inference;

/// <summary>A corpus of small posts, and a planned run over it.</summary>
internal sealed class PlannedJob : IDisposable
{
    public PlannedJob(int posts, string output = "labels.csv")
    {
        Job = new LabelJob(posts, output);
        Run = Path.Combine(Job.Folder, "run");
    }

    public LabelJob Job { get; }

    /// <summary>The folder of the run.</summary>
    public string Run { get; set; }

    public ShardWorker Worker => new([Job.Corpus], Job.Request.Model, Job.Request.TextTemplate, null, "1.0");

    public string Receipt(int shard) => Path.Combine(Run, "receipts", FormattableString.Invariant($"{shard:D5}.json"));

    public string Part(int part) => Directory.GetFiles(Path.Combine(Run, "parts"), FormattableString.Invariant($"{part:D6}-*")).Order(StringComparer.Ordinal).First();

    public Task<PlanSummary> PlanAsync(int shards, LabelRequest? labelling = null, bool allowUpgrade = false) => RunPlanner.PlanAsync(
        new PlanRequest { Labelling = labelling ?? Job.Request, Folder = Run, ModelPath = Path.Combine(Job.Folder, "model"), Shards = shards, AllowUpgrade = allowUpgrade },
        TestContext.Current.CancellationToken);

    public Task<ShardSummary> LabelAsync(int shard, HashClassifier? classifier = null, ShardWorker? worker = null, CancellationToken? cancellationToken = null) =>
        new ShardRun(PlannedRun.Open(Run), shard, worker ?? Worker, () => classifier ?? new HashClassifier(), TimeProvider.System).RunAsync(null, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Labels until a batch is reached and is cancelled there.</summary>
    public async Task InterruptAsync(int shard, int batch)
    {
        using var cancellation = new CancellationTokenSource();
        var classifier = new HashClassifier(done =>
        {
            if (done == batch)
            {
                cancellation.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LabelAsync(shard, classifier, null, cancellation.Token));
        Assert.Equal(batch, classifier.Batches);
    }

    /// <summary>Plans and labels all shards.</summary>
    public async Task FinishAsync(int shards)
    {
        await PlanAsync(shards);
        for (var shard = 0; shard < shards; shard++)
        {
            await LabelAsync(shard);
        }
    }

    public Task<MergeSummary> MergeAsync(TimeProvider? time = null, bool overwrite = false) =>
        new RunMerge(Run, Job.Output, overwrite, time ?? new HurriedTime()).MergeAsync(null, TestContext.Current.CancellationToken);

    public Task<string> MergedAsync() => File.ReadAllTextAsync(Job.Output, TestContext.Current.CancellationToken);

    public void Dispose() => Job.Dispose();
}
