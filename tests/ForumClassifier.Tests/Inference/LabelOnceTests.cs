using ForumClassifier.Corpora.Selection;
using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Inference;

public sealed class LabelOnceTests : IDisposable
{
    private const int Posts = 3000;

    private readonly LabelJob _job = new(1);
    private readonly string _corpus;

    public LabelOnceTests()
    {
        // texts come again within a window, in the next one and much later; some differ in case alone, some are empty
        _corpus = Path.Combine(_job.Folder, "repeated.csv");
        File.WriteAllText(_corpus, "id,body\n" + string.Concat(Enumerable.Range(0, Posts).Select(i => $"{i},{Text(i)}\n")));
    }

    public void Dispose() => _job.Dispose();

    [Fact]
    public async Task The_result_is_to_the_byte_that_of_labelling_each_post()
    {
        await _job.RunAsync(request: Request(once: false, "each.csv"));

        var summary = await _job.RunAsync(request: Request(once: true, "once.csv"));

        Assert.Equal(await BytesAsync("each.csv"), await BytesAsync("once.csv"));
        Assert.Equal(Posts, summary.Posts);
    }

    [Fact]
    public async Task Each_text_is_classified_once_and_the_others_are_counted()
    {
        var texts = Enumerable.Range(0, Posts).Select(Text).Where(text => text.Length > 0).ToList();
        var classified = 0L;

        var summary = await new LabelRun(Request(once: true, "once.csv"), () => new HashClassifier(), TimeProvider.System)
            .RunAsync(progress => classified = progress.Posts, TestContext.Current.CancellationToken);

        Assert.Equal(texts.Count - texts.Distinct().Count(), summary.Repeated);
        Assert.Equal(texts.Distinct().Sum(text => (long)text.Length), summary.Tokens); // the stand-in reads a token a character
        Assert.Equal(Posts, classified);
    }

    [Fact]
    public async Task Texts_that_are_read_alike_are_classified_once()
    {
        var texts = Enumerable.Range(0, Posts).Select(Text).Where(text => text.Length > 0).ToList();

        await _job.RunAsync(new HashClassifier { IgnoresCase = true }, Request(once: false, "each.csv"));
        var summary = await _job.RunAsync(new HashClassifier { IgnoresCase = true }, Request(once: true, "once.csv"));

        Assert.Equal(texts.Count - texts.Select(text => text.ToUpperInvariant()).Distinct().Count(), summary.Repeated);
        Assert.Equal(await BytesAsync("each.csv"), await BytesAsync("once.csv"));
    }

    [Fact]
    public async Task An_interrupted_labelling_goes_on_to_the_same_bytes()
    {
        await _job.RunAsync(request: Request(once: false, "each.csv"));
        await _job.InterruptAsync(batch: 12, Request(once: true, "once.csv"));

        var summary = await _job.RunAsync(request: Request(once: true, "once.csv"));

        Assert.Equal(LabelJob.Window, summary.KeptPosts);
        Assert.Equal(await BytesAsync("each.csv"), await BytesAsync("once.csv"));
    }

    [Fact]
    public async Task Another_selection_than_the_plans_is_refused()
    {
        await _job.InterruptAsync(batch: 7, Request(once: true, "once.csv"));

        var error = await Assert.ThrowsAsync<RunException>(() => _job.RunAsync(request: Request(once: false, "once.csv") with
        {
            Selection = new PostSelection(PostUnit.Thread, [new PostCondition("id", "<", "9"), new PostCondition("body", "contains", "a b")]),
        }));

        Assert.EndsWith(
            """
            differ in:
              --duplicates: the plan has label-once, this command has nothing.
              --unit: the plan has nothing, this command has thread.
              --where: the plan has nothing, this command has 'id < 9' and 'body contains a b'.
            """,
            error.Message, StringComparison.Ordinal);
    }

    private static string Text(int i) => i % 50 == 0 ? "" : i % 7 == 0 ? $"Text {i % 90}" : i % 3 == 0 ? $"text {i}" : $"text {i % 1100}";

    private LabelRequest Request(bool once, string output) => _job.Request with { CorpusPaths = [_corpus], Output = Path.Combine(_job.Folder, output), LabelOnce = once };

    private Task<byte[]> BytesAsync(string name) => File.ReadAllBytesAsync(Path.Combine(_job.Folder, name), TestContext.Current.CancellationToken);
}
