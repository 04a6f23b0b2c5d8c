using ForumClassifier.Core.Codings;
using ForumClassifier.Training;

namespace ForumClassifier.Tests.Training;

public class ClassWeightingTests
{
    private static readonly CodeSet Codes = new(["a", "b", "unseen"]);
    private static readonly CodedText[] Posts = [Post("a"), Post("a"), Post("a"), Post("a"), Post("a"), Post("b")];

    [Fact]
    public void None_is_none() => Assert.Null(ClassWeighting.Of(ClassWeights.None, Codes, Assignment.Single, Posts));

    // As scikit-learn's class_weight="balanced", n / (classes * count): 6 / (3 * 5), 6 / (3 * 1); a code without posts has no part in the loss.
    [Fact]
    public void Of_one_code_a_post_the_weight_is_inverse_to_its_posts() =>
        Assert.Equal([0.4f, 2f, 1f], ClassWeighting.Of(ClassWeights.Balanced, Codes, Assignment.Single, Posts)!);

    // As PyTorch's pos_weight, negatives / positives: 1 / 5, 5 / 1.
    [Fact]
    public void Of_any_number_of_codes_the_weight_is_the_posts_without_over_those_with_it() =>
        Assert.Equal([0.2f, 5f, 1f], ClassWeighting.Of(ClassWeights.Balanced, Codes, Assignment.Multiple, Posts)!);

    // A weight of 0 would take all of its posts out of the loss, and the code would not be learnt.
    [Fact]
    public void A_code_that_every_post_has_keeps_its_weight() =>
        Assert.Equal([1f, 1f, 1f], ClassWeighting.Of(ClassWeights.Balanced, Codes, Assignment.Multiple, [Post("a", "b"), Post("a")])!);

    // Two posts with b and four without, one of which waits for a decision on it: 3 / 2.
    [Fact]
    public void Posts_that_wait_for_a_decision_count_neither_for_nor_against_the_code()
    {
        CodedText[] posts = [Post("b"), Post("b"), Post("a"), Post("a"), Post("a"), Post("a") with { Pending = ["b"] }];

        Assert.Equal([0.5f, 1.5f, 1f], ClassWeighting.Of(ClassWeights.Balanced, Codes, Assignment.Multiple, posts)!);
        Assert.Equal(1f, ClassWeighting.Of(ClassWeights.Balanced, Codes, Assignment.Multiple, [Post("b"), Post("a") with { Pending = ["b"] }])![1]);
    }

    private static CodedText Post(params string[] codes) => new("p", "t", "text", codes, []);
}
