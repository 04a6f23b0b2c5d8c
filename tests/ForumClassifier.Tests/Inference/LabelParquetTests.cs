using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Inference;
using Parquet;

namespace ForumClassifier.Tests.Inference;

public sealed class LabelParquetTests : IDisposable
{
    private const int Posts = 70_000; // more than a row group

    private readonly PlannedJob _planned = new(Posts, "labels.parquet");

    public void Dispose() => _planned.Dispose();

    [Fact]
    public async Task Parquet_holds_what_csv_holds_and_shards_give_the_same_bytes()
    {
        var job = _planned.Job;
        var csv = job.Request with { Output = Path.Combine(job.Folder, "labels.csv") };
        var plain = job.Request with { Output = Path.Combine(job.Folder, "plain.parquet") };

        await job.RunAsync(request: csv);
        await job.RunAsync(request: plain);
        await _planned.FinishAsync(shards: 3);
        await _planned.MergeAsync();

        var expected = await ReadAsync(csv.Output);
        var found = await ReadAsync(plain.Output);
        Assert.Equal(Posts, found.Count);
        Assert.Equal(expected.Select(Describe), found.Select(Describe));
        Assert.Equal(await File.ReadAllBytesAsync(plain.Output, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(job.Output, TestContext.Current.CancellationToken));
        await using var file = File.OpenRead(plain.Output);
        await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, reader.RowGroupCount);
    }

    [Fact]
    public async Task Parquet_predictions_serve_as_an_earlier_run()
    {
        using var small = new LabelJob(3000, "old.parquet");
        await small.RunAsync();

        var summary = await small.RunAsync(request: small.Request with { Output = Path.Combine(small.Folder, "new.parquet"), Since = EarlierRun.Find(small.Output) });

        Assert.Equal(new SincePosts(New: 0, Changed: 0, Unchanged: 3000, Gone: 0), summary.Since);
        Assert.Equal(await File.ReadAllBytesAsync(small.Output, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(small.Folder, "new.parquet"), TestContext.Current.CancellationToken));
    }

    private static async Task<List<Prediction>> ReadAsync(string path) =>
        await (await PredictionReader.OpenAsync(path, TestContext.Current.CancellationToken)).Predictions.ToListAsync(TestContext.Current.CancellationToken);

    private static string Describe(Prediction row) => FormattableString.Invariant(
        $"{row.PostId},{row.ThreadId},{row.CreatedAt:O},{string.Join(';', row.Codes)},{row.Abstained},{string.Join(';', row.Probabilities)},{row.Truncated},{row.Model}");
}
