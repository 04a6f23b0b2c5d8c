using CsvHelper;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training.Baselines;

namespace ForumClassifier.Tests.Training.Baselines;

public class LinearBaselineTests
{
    private static readonly CodeSet Codes = new(["question", "praise", "report"]); // not alphabetical, not in order of appearance

    private static readonly CodedText[] Single =
    [
        .. Enumerable.Range(0, 10).Select(i => Post($"thanks, great answer {i}", ["praise"])),
        .. Enumerable.Range(0, 10).Select(i => Post($"how do I build this {i}?", ["question"])),
        Post("it crashes with a stack trace", ["report"]),
    ];

    private static readonly CodedText[] Multiple =
    [
        .. Single,
        .. Enumerable.Range(0, 10).Select(i => Post($"great work, but how do I build it {i}?", ["praise", "question"])),
        .. Enumerable.Range(0, 10).Select(i => Post($"version {i} is out", [])),
    ];

    private static readonly CodedText[] Validation =
    [
        .. Enumerable.Range(0, 5).Select(i => Post($"many thanks, a great reply {i}", ["praise"])),
        .. Enumerable.Range(0, 5).Select(i => Post($"how would I build it on {i}?", ["question"])),
        .. Enumerable.Range(0, 5).Select(i => Post($"great, thanks, and how do I test this {i}?", ["praise", "question"])),
        .. Enumerable.Range(0, 5).Select(i => Post($"release {i} is out", [])),
    ];

    [Fact]
    public void Learns_codes_of_which_each_post_has_one()
    {
        using var baseline = LinearBaseline.Train(Single, [], Codes, Assignment.Single, seed: 1);

        var classifications = Classify(baseline, "how do I do this?", "great, thanks", "a crash and its stack trace");

        Assert.Equal([["question"], ["praise"], ["report"]], classifications.Select(c => c.Codes));
        Assert.All(classifications, c => Assert.Equal(1f, c.Probabilities.Sum(), 1e-5f));
        Assert.All(classifications, c => Assert.Equal(c.Probabilities.Max(), c.Probabilities[Codes.IndexOf(c.Codes[0])]));
    }

    [Fact]
    public void Learns_codes_of_which_a_post_has_any_number()
    {
        using var baseline = LinearBaseline.Train(Multiple, Validation, Codes, Assignment.Multiple, seed: 1);

        var classifications = Classify(baseline, "great answer, how do I build this?", "thanks, great", "version 11 is out");

        Assert.Equal([["question", "praise"], ["praise"], []], classifications.Select(c => c.Codes));
    }

    [Fact]
    public void A_code_without_an_example_gets_the_probability_0()
    {
        CodedText[] posts = [.. Single.Where(post => !post.Codes.Contains("question"))];

        using var single = LinearBaseline.Train(posts, [], Codes, Assignment.Single, seed: 1);
        using var multiple = LinearBaseline.Train(posts, Single, Codes, Assignment.Multiple, seed: 1);

        Assert.Equal(0f, Classify(single, "how do I build this?")[0].Probabilities[0]);
        Assert.Equal(0f, Classify(multiple, "how do I build this?")[0].Probabilities[0]);
        Assert.DoesNotContain("question", Classify(multiple, "how do I build this?")[0].Codes);
    }

    [Fact]
    public void A_code_that_every_post_has_gets_the_probability_1()
    {
        CodedText[] posts = [.. Single.Where(post => post.Codes.Contains("praise"))];

        using var single = LinearBaseline.Train(posts, [], Codes, Assignment.Single, seed: 1);
        using var multiple = LinearBaseline.Train(posts, posts, Codes, Assignment.Multiple, seed: 1);

        Assert.Equal([0f, 1f, 0f], Classify(single, "how do I build this?")[0].Probabilities);
        Assert.Equal([0f, 1f, 0f], Classify(multiple, "how do I build this?")[0].Probabilities);
    }

    [Fact]
    public void A_pending_code_teaches_nothing()
    {
        CodedText[] doubtful = [.. Single, .. Enumerable.Range(0, 10).Select(i => Post($"how do I build this {i}?", []) with { Pending = ["question"] })];

        using var sure = LinearBaseline.Train(Single, Single, Codes, Assignment.Multiple, seed: 1);
        using var unsettled = LinearBaseline.Train(doubtful, Single, Codes, Assignment.Multiple, seed: 1);
        using var against = LinearBaseline.Train([.. doubtful.Select(post => post with { Pending = [] })], Single, Codes, Assignment.Multiple, seed: 1);

        float[] probabilities = [.. new[] { sure, unsettled, against }.Select(baseline => Classify(baseline, "how do I build this?")[0].Probabilities[0])];
        Assert.InRange(probabilities[1], probabilities[0] - 0.05f, 1f);
        Assert.InRange(probabilities[2], 0f, probabilities[0] - 0.15f);
    }

    [Fact]
    public void The_same_posts_and_seed_give_the_same_predictions()
    {
        using var first = LinearBaseline.Train(Multiple, Validation, Codes, Assignment.Multiple, seed: 7);
        using var second = LinearBaseline.Train(Multiple, Validation, Codes, Assignment.Multiple, seed: 7);

        string[] texts = [.. Multiple.Select(post => post.Text)];
        Assert.Equal(Classify(first, texts).SelectMany(c => c.Probabilities), Classify(second, texts).SelectMany(c => c.Probabilities));
    }

    [Fact]
    public void How_the_texts_are_cut_into_batches_does_not_matter()
    {
        using var baseline = LinearBaseline.Train(Single, [], Codes, Assignment.Single, seed: 1);
        string[] texts = [.. Enumerable.Range(0, 300).Select(i => $"how do I build {i}, great?")];
        var done = new List<int>();

        var together = baseline.Classify(texts, batch => done.Add(batch.Texts), TestContext.Current.CancellationToken);
        var last = Classify(baseline, texts[^1])[0];

        Assert.Equal(300, together.Count);
        Assert.Equal(300, done.Sum());
        Assert.Equal(last.Probabilities, together[^1].Probabilities);
        Assert.Equal(6, last.TokenCount); // words and marks between blanks
    }

    [Fact]
    public void A_text_of_unknown_words_is_classified_all_the_same()
    {
        using var baseline = LinearBaseline.Train(Single, [], Codes, Assignment.Single, seed: 1);

        Assert.Single(Classify(baseline, "日本語")[0].Codes);
    }

    [Fact]
    public void Posts_that_teach_nothing_are_the_callers_mistake()
    {
        Assert.Throws<ArgumentException>(() => LinearBaseline.Train([], [], Codes, Assignment.Single, seed: 1));
        Assert.Throws<ArgumentException>(() => LinearBaseline.Train(Multiple, [], Codes, Assignment.Multiple, seed: 1));
    }

    /// <summary>Issue reports of five projects, 300 to learn from and 300 to be judged by each; scikit-learn's best configuration reaches 0.758.</summary>
    [SlowFact]
    public void Reaches_a_mean_macro_F1_of_074_on_issue_reports()
    {
        var training = Read(SharedData.Require("data", "nlbse24", "train.csv")).ToLookup(row => row.Project, row => row.Post);
        var test = Read(SharedData.Require("data", "nlbse24", "test.csv")).ToLookup(row => row.Project, row => row.Post);
        var codes = new CodeSet(["bug", "feature", "question"]);

        var scores = new List<double>();
        foreach (var project in training.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            using var baseline = LinearBaseline.Train([.. project], [], codes, Assignment.Single, seed: 1);
            CodedText[] posts = [.. test[project.Key]];
            var chosen = Classify(baseline, [.. posts.Select(post => post.Text)]).Select(c => c.Codes[0]).ToArray();
            scores.Add(codes.Average(code => F1(code, chosen, posts)));
            TestContext.Current.SendDiagnosticMessage("{0}: macro F1 {1:0.0000}", project.Key, scores[^1]);
        }

        Assert.Equal(5, scores.Count);
        Assert.InRange(scores.Average(), 0.74, 1);
    }

    private static CodedText Post(string text, string[] codes) => new("p", "p", text, codes, []);

    private static IReadOnlyList<Classification> Classify(LinearBaseline baseline, params string[] texts) =>
        baseline.Classify(texts, done: null, TestContext.Current.CancellationToken);

    private static double F1(string code, string[] chosen, CodedText[] posts)
    {
        var hits = chosen.Zip(posts).Count(pair => pair.First == code && pair.Second.Codes.Contains(code));
        return 2.0 * hits / (chosen.Count(choice => choice == code) + posts.Count(post => post.Codes.Contains(code)));
    }

    private static IEnumerable<(string Project, CodedText Post)> Read(string path)
    {
        using var reader = CsvReader.FromFile(path);
        while (reader.Read())
        {
            yield return (reader.GetString("repo"), Post($"{reader.GetString("title")}\n\n{reader.GetString("body")}", [reader.GetString("label")]));
        }
    }
}
