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

    private static CodedText Post(params string[] codes) => new("p", "t", "text", codes, []);
}
