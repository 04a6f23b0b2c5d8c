using System.Globalization;
using System.Text;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Inference;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Inference;

/// <summary>A corpus of small posts in a folder of its own, and the labelling of it.</summary>
/// <remarks>Each fifth post has no date, each 97th no text.</remarks>
internal sealed class LabelJob : IDisposable
{
    public const int Window = 1024;

    private readonly TemporaryFolder _folder = new();

    public LabelJob(int posts, string output = "labels.csv")
    {
        Posts = posts;
        Output = _folder.File(output);
        Corpus = _folder.Write("posts.csv", CorpusText(0, posts));
    }

    public int Posts { get; }

    public string Corpus { get; }

    public string Output { get; }

    public string RunFolder => Output + ".run";

    public string Folder => _folder.Path;

    public LabelRequest Request => new()
    {
        CorpusPaths = [Corpus],
        Columns = new PostColumns(),
        TextTemplate = TextTemplate.TitleAndBody,
        Model = new ModelIdentity("hash", new string('0', 64)),
        Options = new Dictionary<string, string> { ["--max-tokens"] = "256", ["--precision"] = "fp32" },
        ProgramVersion = "1.0",
        Output = Output,
    };

    public static string CorpusText(int first, int count) =>
        "id,thread_id,created_at,body\n" + string.Concat(Enumerable.Range(first, count).Select(i => $"p{i},t{i / 3},{Date(i)},{Text(i)}\n"));

    /// <summary>The file of a part; where there is none, the begin of its name.</summary>
    public string Part(int index)
    {
        var (folder, number) = (Path.Combine(RunFolder, "parts"), index.ToString("D6", CultureInfo.InvariantCulture));
        return Directory.Exists(folder) && Directory.GetFiles(folder, number + "-*") is [var part] ? part : Path.Combine(folder, number);
    }

    public Task<LabelSummary> RunAsync(HashClassifier? classifier = null, LabelRequest? request = null, CancellationToken? cancellationToken = null) =>
        new LabelRun(request ?? Request, () => classifier ?? new HashClassifier(), TimeProvider.System).RunAsync(null, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Labels until a batch is reached and is cancelled there.</summary>
    public async Task InterruptAsync(int batch, LabelRequest? request = null)
    {
        using var cancellation = new CancellationTokenSource();
        var classifier = new HashClassifier(done =>
        {
            if (done == batch)
            {
                cancellation.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(classifier, request, cancellation.Token));
        Assert.Equal(batch, classifier.Batches);
    }

    /// <summary>What labelling the posts one by one gives, put together by hand.</summary>
    public string ExpectedCsv(IEnumerable<int>? order = null)
    {
        var expected = new StringBuilder("post_id,thread_id,created_at,codes,abstained,p_a,p_b,p_c,truncated,model\n");
        foreach (var i in order ?? Enumerable.Range(0, Posts))
        {
            expected.Append(CultureInfo.InvariantCulture, $"p{i},t{i / 3},{Date(i)},");
            if (Text(i).Length == 0)
            {
                expected.Append(",true,,,,false,hash\n");
                continue;
            }

            var classification = HashClassifier.Classify(Text(i));
            var probabilities = string.Join(',', classification.Probabilities.Select(p => p.ToString("0.######", CultureInfo.InvariantCulture)));
            expected.Append(CultureInfo.InvariantCulture, $"{string.Join(';', classification.Codes)},false,{probabilities},{(classification.Truncated ? "true" : "false")},hash\n");
        }

        return expected.ToString();
    }

    public static string Text(int i) => i % 97 == 0 ? "" : $"text {i}";

    public void Dispose() => _folder.Dispose();

    private static string Date(int i) => i % 5 == 0 ? "" : $"2024-01-{i % 28 + 1:D2}T00:00:00Z";
}
