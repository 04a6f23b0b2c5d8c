using ForumClassifier.Core.Codings;
using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Inference;

public sealed class RunDiffTests : IDisposable
{
    private readonly LabelJob _job = new(1);

    public void Dispose() => _job.Dispose();

    [Fact]
    public async Task Each_difference_has_one_reason_and_the_reasons_add_up()
    {
        var old = await LabelAsync("old", ("kept", "one"), ("edited", "two"), ("gone", "three"), ("empty", ""));
        var later = await LabelAsync("new", ("added", "four"), ("kept", "one"), ("edited", "TWO and more"), ("empty", ""));

        var diff = await RunDiff.CompareAsync(old, later, taxonomy: null, TestContext.Current.CancellationToken);

        Assert.Equal((4, 4, new SincePosts(New: 1, Changed: 1, Unchanged: 2, Gone: 1), 0), (diff.OldPosts, diff.NewPosts, diff.Posts, diff.SameText));
        Assert.Empty(diff.Settings);
        foreach (var code in diff.Codes)
        {
            int Has(string text) => HashClassifier.Classify(text).Codes.Contains(code.Code) ? 1 : 0;
            Assert.Equal(Has("one") + Has("two") + Has("three"), code.Old);
            Assert.Equal(Has("one") + Has("TWO and more") + Has("four"), code.New);
            Assert.Equal((new GainedLost(Has("four"), 0), new GainedLost(0, Has("three"))), (code.NewPosts, code.GonePosts));
            Assert.Equal(Has("TWO and more") - Has("two"), code.ChangedText.Difference);
            Assert.Equal(new GainedLost(0, 0), code.SameText);
            Assert.Equal(code.New - code.Old, Sum(code));
        }
    }

    [Fact]
    public async Task Ids_that_come_twice_are_compared_once()
    {
        var old = await LabelAsync("old", ("one", "1"), ("two", "2"), ("two", "22"));
        var later = await LabelAsync("new", ("one", "1"), ("one", "11"), ("one", "111"));

        var diff = await RunDiff.CompareAsync(old, later, taxonomy: null, TestContext.Current.CancellationToken);

        Assert.Equal((3, 3, new SincePosts(New: 2, Changed: 0, Unchanged: 1, Gone: 2)), (diff.OldPosts, diff.NewPosts, diff.Posts));
        foreach (var code in diff.Codes)
        {
            int Has(string text) => HashClassifier.Classify(text).Codes.Contains(code.Code) ? 1 : 0;
            Assert.Equal((new GainedLost(Has("11") + Has("111"), 0), new GainedLost(0, Has("2") + Has("22"))), (code.NewPosts, code.GonePosts));
            Assert.Equal(code.New - code.Old, Sum(code));
        }
    }

    [Fact]
    public async Task Other_codes_for_the_same_text_are_the_models_doing()
    {
        var old = await LabelAsync("old", Enumerable.Range(0, 50).Select(i => ($"p{i}", $"text {i}")).ToArray());
        var later = await LabelAsync(
            "new", new HashClassifier { IgnoresCase = true }, new ModelIdentity("hash", new string('1', 64)), Enumerable.Range(0, 50).Select(i => ($"p{i}", $"text {i}")).ToArray());

        var diff = await RunDiff.CompareAsync(old, later, taxonomy: null, TestContext.Current.CancellationToken);

        var others = Enumerable.Range(0, 50).Count(i => !HashClassifier.Classify($"text {i}").Codes.SequenceEqual(HashClassifier.Classify($"TEXT {i}").Codes));
        Assert.InRange(others, 1, 50);
        Assert.Equal(others, diff.SameText);
        Assert.Equal("--model: the earlier run has hash (SHA-256 000000000000...), the later one has hash (SHA-256 111111111111...).", Assert.Single(diff.Settings));
        Assert.All(diff.Codes, code => Assert.Equal(code.New - code.Old, code.SameText.Difference));
    }

    [Fact]
    public async Task A_merged_code_moves_its_posts_by_the_ledger()
    {
        // c was merged into b, both of which the model still knows
        var taxonomy = new Taxonomy("forum", 2, Assignment.Multiple, [new Code("a", "", ""), new Code("b", "", "")])
        {
            Changes = [new TaxonomyChange(2, ChangeKind.Merge, ["c", "b"], ["b"], null, null, "")],
        };
        string[] texts = [.. Enumerable.Range(0, 50).Select(i => $"text {i}")];
        var run = await LabelAsync("old", [.. texts.Select((text, i) => ($"p{i}", text))]);

        var diff = await RunDiff.CompareAsync(run, run, taxonomy, TestContext.Current.CancellationToken);

        var said = texts.Select(text => HashClassifier.Classify(text).Codes).ToList();
        var (b, c) = (diff.Codes.Single(code => code.Code == "b"), diff.Codes.Single(code => code.Code == "c"));
        Assert.Equal((said.Count(codes => codes.Contains("b")), said.Count(codes => codes.Contains("b") || codes.Contains("c"))), (b.Old, b.New));
        Assert.Equal(said.Count(codes => codes.Contains("c") && !codes.Contains("b")), b.Taxonomy.Gained);
        Assert.Equal((said.Count(codes => codes.Contains("c")), 0, new GainedLost(0, said.Count(codes => codes.Contains("c")))), (c.Old, c.New, c.Taxonomy));
        Assert.All(diff.Codes, code => Assert.Equal(code.New - code.Old, Sum(code)));
        Assert.Equal(0, diff.SameText);
    }

    private static long Sum(CodeDiff code) => code.Taxonomy.Difference + code.NewPosts.Difference + code.GonePosts.Difference + code.ChangedText.Difference + code.SameText.Difference;

    private Task<EarlierRun> LabelAsync(string name, params (string Id, string Text)[] posts) => LabelAsync(name, new HashClassifier(), _job.Request.Model, posts);

    private async Task<EarlierRun> LabelAsync(string name, HashClassifier classifier, ModelIdentity model, (string Id, string Text)[] posts)
    {
        var corpus = Path.Combine(_job.Folder, name + "-posts.csv");
        await File.WriteAllTextAsync(corpus, "id,body\n" + string.Concat(posts.Select(post => $"{post.Id},{post.Text}\n")), TestContext.Current.CancellationToken);
        var output = Path.Combine(_job.Folder, name + ".csv");
        await _job.RunAsync(classifier, _job.Request with { CorpusPaths = [corpus], Output = output, Model = model });
        return EarlierRun.Find(output);
    }
}
