using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Training.Baselines;

namespace ForumClassifier.Tests.Training.Baselines;

public class MajorityBaselineTests
{
    private static readonly CodeSet Codes = new(["feature", "bug", "question"]); // not alphabetical, not in order of appearance

    [Fact]
    public void Says_the_most_frequent_code_with_the_training_shares()
    {
        CodedText[] posts = [Post(["bug"]), Post(["bug"]), Post(["question"]), Post(["bug"])];

        using var baseline = MajorityBaseline.Train(posts, Codes, Assignment.Single);
        var classifications = baseline.Classify(["one", "two"], done: null, TestContext.Current.CancellationToken);

        Assert.Equal(2, classifications.Count);
        Assert.All(classifications, c => Assert.Equal([0f, 0.75f, 0.25f], c.Probabilities));
        Assert.All(classifications, c => Assert.Equal(["bug"], c.Codes));
    }

    [Fact]
    public void Of_equally_frequent_codes_the_first_is_said()
    {
        using var baseline = MajorityBaseline.Train([Post(["question"]), Post(["bug"])], Codes, Assignment.Single);

        Assert.Equal(["bug"], baseline.Classify(["text"], done: null, TestContext.Current.CancellationToken)[0].Codes);
    }

    [Fact]
    public void Says_every_code_that_more_than_half_of_the_posts_have()
    {
        CodedText[] posts = [Post(["bug", "feature"]), Post(["bug"]), Post(["bug", "feature"]), Post([])];

        using var baseline = MajorityBaseline.Train(posts, Codes, Assignment.Multiple);
        var classification = baseline.Classify(["text"], done: null, TestContext.Current.CancellationToken)[0];

        Assert.Equal([0.5f, 0.75f, 0f], classification.Probabilities);
        Assert.Equal(["bug"], classification.Codes);
    }

    [Fact]
    public void A_post_counts_neither_for_nor_against_its_pending_codes()
    {
        CodedText[] posts = [Post(["bug"]), Post([]) with { Pending = ["bug", "unknown-here"] }];

        using var multiple = MajorityBaseline.Train(posts, Codes, Assignment.Multiple);
        using var single = MajorityBaseline.Train([Post(["bug"]), Post(["question"]) with { Pending = ["bug"] }], Codes, Assignment.Single);

        Assert.Equal([0f, 1f, 0f], multiple.Classify(["text"], done: null, TestContext.Current.CancellationToken)[0].Probabilities);
        Assert.Equal([0f, 1f, 0f], single.Classify(["text"], done: null, TestContext.Current.CancellationToken)[0].Probabilities);
    }

    [Fact]
    public void Posts_that_teach_nothing_are_the_callers_mistake()
    {
        Assert.Throws<ArgumentException>(() => MajorityBaseline.Train([], Codes, Assignment.Multiple));
        Assert.Throws<ArgumentException>(() => MajorityBaseline.Train([Post(["bug", "feature"])], Codes, Assignment.Single));
        Assert.Throws<KeyNotFoundException>(() => MajorityBaseline.Train([Post(["praise"])], Codes, Assignment.Single));
    }

    private static CodedText Post(string[] codes) => new("p", "p", "text", codes, []);
}
