using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora.Duplicates;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Corpora.Selection;
using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Inference;

public sealed class LabelOnceTests : IDisposable
{
    private const int Posts = 4500; // five windows

    private readonly LabelJob _job = new(1);
    private readonly string[] _texts = [.. Enumerable.Range(0, Posts).Select(Text)];
    private readonly string _corpus;

    public LabelOnceTests()
    {
        _corpus = Path.Combine(_job.Folder, "repeated.csv");
        File.WriteAllText(_corpus, "id,thread_id,body\n" + string.Concat(_texts.Select((text, i) => $"{i},t{i / 4},{text}\n")));
    }

    public void Dispose() => _job.Dispose();

    [Theory]
    [InlineData("once.csv")]
    [InlineData("once.jsonl")]
    public async Task Each_post_gets_what_is_predicted_for_the_first_of_its_duplicates(string output)
    {
        var first = FirstRows();
        var classifier = new HashClassifier();

        var summary = await _job.RunAsync(classifier, Request(once: true, output));

        var rows = await ReadAsync(output);
        Assert.Equal(Enumerable.Range(0, Posts).Select(i => ($"{i}", $"t{i / 4}")), rows.Select(row => (row.PostId, row.ThreadId)));
        for (var i = 0; i < Posts; i++)
        {
            Assert.Equal(_texts[i].Length == 0, rows[i].Abstained);
            var expected = HashClassifier.Classify(_texts[first[i]]);
            if (!rows[i].Abstained)
            {
                Assert.Equal(expected.Codes, rows[i].Codes);
                Assert.Equal(expected.Probabilities, rows[i].Probabilities); // 64ths, which six decimals hold
                Assert.Equal(expected.Truncated, rows[i].Truncated);
            }
        }

        var repeated = Enumerable.Range(0, Posts).Count(i => first[i] != i);
        Assert.InRange(repeated, 2000, Posts);
        Assert.Equal(repeated, summary.Repeated);
        Assert.Equal(Enumerable.Range(0, Posts).Where(i => first[i] == i).Sum(i => (long)_texts[i].Length), summary.Tokens); // a token a character
        Assert.Equal((Posts, Posts / 50), (summary.Duplicates?.Posts, summary.Duplicates?.WithoutText));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(17)]
    public async Task A_labelling_that_is_stopped_again_and_again_goes_on_to_the_same_bytes(int batch)
    {
        var taxonomy = WithParents();
        await _job.RunAsync(request: Request(once: true, "whole.csv") with { Taxonomy = taxonomy });
        var request = Request(once: true, "once.csv") with { Taxonomy = taxonomy };
        await _job.InterruptAsync(batch, request);
        using var cancellation = new CancellationTokenSource();
        var second = new HashClassifier(done => Cancel(done == 2, cancellation));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _job.RunAsync(second, request, cancellation.Token));

        await _job.RunAsync(request: request);

        Assert.Equal(await BytesAsync("whole.csv"), await BytesAsync("once.csv"));
    }

    [Fact]
    public async Task Parents_of_a_repeated_post_are_those_of_the_first_to_the_last_digit()
    {
        await _job.RunAsync(new HashClassifier { GivesThirds = true }, Request(once: true, "once.csv") with { Taxonomy = WithParents() });

        var rows = (await File.ReadAllLinesAsync(Path.Combine(_job.Folder, "once.csv"), TestContext.Current.CancellationToken))[1..];
        Assert.All(FirstRows().Select((row, i) => (First: rows[row], Row: rows[i])), pair => Assert.Equal(pair.First.Split(',')[3..], pair.Row.Split(',')[3..]));
    }

    [Fact]
    public async Task Without_it_equal_texts_are_classified_once_in_a_window_alone()
    {
        var classifier = new HashClassifier { IgnoresCase = true };

        var summary = await _job.RunAsync(classifier, Request(once: false, "each.csv"));

        var own = _texts.Chunk(LabelJob.Window).Sum(window => window.Where(text => text.Length > 0).Select(text => text.ToUpperInvariant()).Distinct().Count());
        Assert.Equal(_texts.Count(text => text.Length > 0) - own, summary.Repeated);
        Assert.Equal(
            _texts.Where(text => text.Length > 0).Select(text => HashClassifier.Classify(text.ToUpperInvariant()).Probabilities),
            (await ReadAsync("each.csv")).Where(row => !row.Abstained).Select(row => row.Probabilities));
        Assert.Null(summary.Duplicates);
    }

    [Fact]
    public async Task A_part_that_is_lost_meanwhile_is_made_anew_by_the_same_command()
    {
        var request = Request(once: true, "once.csv");
        await _job.RunAsync(request: Request(once: true, "whole.csv"));
        var parts = Path.Combine(_job.Folder, "once.csv.run", "parts");
        var classifier = new HashClassifier(done =>
        {
            if (done == 12)
            {
                File.Delete(Assert.Single(Directory.GetFiles(parts, "000000-*")));
            }
        });

        var error = await Assert.ThrowsAsync<RunException>(() => _job.RunAsync(classifier, request));
        await _job.RunAsync(request: request);

        Assert.Equal($"{parts}: Part 000000 was whole and is no longer. Give the same command again: the part is made anew.", error.Message);
        Assert.Equal(await BytesAsync("whole.csv"), await BytesAsync("once.csv"));
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

    // texts come again within a window, in the next one and much later: as they are, in capitals, and with another end; some are empty
    private static string Text(int i) => i % 50 == 0 ? "" : Variant(i, Long((i % 3) switch { 0 => i, 1 => i % 1100, _ => i % 90 }));

    private static string Variant(int i, string text) => (i % 11) switch { 0 => text.ToUpperInvariant(), 1 => text + " again", 2 => text + "!", _ => text };

    // ten words of which no two texts share many
    private static string Long(int seed) => string.Join(' ', Enumerable.Range(1, 10).Select(j => $"{(char)('a' + (seed * 7 + j * j * 5) % 26)}{(seed + 1) * 7919L * j % 100_003}"));

    /// <summary>Groups of texts as the finder that compares pairs exactly gives them, over texts in memory.</summary>
    private int[] FirstRows()
    {
        int[] first = [.. Enumerable.Range(0, Posts)];
        foreach (var group in DuplicateFinder.Find(_texts))
        {
            foreach (var member in group.Members)
            {
                first[member] = group.Members[0];
            }
        }

        return first;
    }

    private static Taxonomy WithParents() => new("made", 1, Assignment.Single, [new Code("top", "Top", "") { Children = [new Code("a", "A", ""), new Code("b", "B", "")] }, new Code("c", "C", "")]);

    private static void Cancel(bool now, CancellationTokenSource cancellation)
    {
        if (now)
        {
            cancellation.Cancel();
        }
    }

    private LabelRequest Request(bool once, string output) => _job.Request with { CorpusPaths = [_corpus], Output = Path.Combine(_job.Folder, output), LabelOnce = once };

    private Task<byte[]> BytesAsync(string name) => File.ReadAllBytesAsync(Path.Combine(_job.Folder, name), TestContext.Current.CancellationToken);

    private async Task<List<Prediction>> ReadAsync(string name) =>
        await (await PredictionReader.OpenAsync(Path.Combine(_job.Folder, name), TestContext.Current.CancellationToken)).Predictions.ToListAsync(TestContext.Current.CancellationToken);
}
