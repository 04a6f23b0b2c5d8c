using ForumClassifier.Core.Codings;
using ForumClassifier.Training;

namespace ForumClassifier.Tests.Training;

public class TrainingDataTests
{
    private const string Expected = "Expected examples of at least two codes, of which \"none of them\" may be one. Code posts with other codes first.";

    [Fact]
    public void Codes_are_those_that_occur_in_the_order_of_the_taxonomy()
    {
        var data = new TrainingData(CodedPosts.Taxonomy(Assignment.Single, "a", "unused", "b", "c"), [Post("c"), Post("a")], [Post("b")]);

        Assert.Equal(["a", "b", "c"], data.Codes);
    }

    [Fact]
    public void One_code_and_posts_with_none_of_them_can_be_learnt() =>
        Assert.Equal(["a"], new TrainingData(CodedPosts.Taxonomy(Assignment.Multiple, "a"), [Post("a"), Post()], null).Codes);

    [Fact]
    public void One_code_alone_cannot_be_learnt() => Assert.Equal(
        $"The labelled data has 2 coded posts with text, all with the same code (b). {Expected}",
        Refusal(Assignment.Single, [Post("b"), Post("b")], [Post("a")]));

    [Fact]
    public void Posts_without_codes_alone_cannot_be_learnt_from() => Assert.Equal(
        $"The labelled data has 2 coded posts with text, all without a code. {Expected}",
        Refusal(Assignment.Multiple, [Post(), Post()], null));

    [Fact]
    public void No_posts_cannot_be_learnt_from() => Assert.Equal($"The labelled data has 0 coded posts with text. {Expected}", Refusal(Assignment.Single, [], null));

    [Fact]
    public void An_empty_test_set_is_said() => Assert.Equal(
        "The test data has no coded post with text. Expected at least one. Check --test-data and its columns.",
        Refusal(Assignment.Single, [Post("a"), Post("b")], []));

    [Fact]
    public void The_hash_is_of_everything_that_is_learnt_from_and_measured_on()
    {
        CodedText[] posts = [Post("a"), Post("b")];
        var taxonomy = CodedPosts.Taxonomy(Assignment.Single, "a", "b");
        string[] hashes =
        [
            new TrainingData(taxonomy, posts, null).Hash(),
            new TrainingData(taxonomy, [posts[1], posts[0]], null).Hash(),
            new TrainingData(taxonomy, [posts[0], posts[1] with { Text = "other" }], null).Hash(),
            new TrainingData(taxonomy, [posts[0], posts[1] with { ThreadId = "other" }], null).Hash(),
            new TrainingData(taxonomy with { Version = 4 }, posts, null).Hash(),
            new TrainingData(taxonomy, posts, posts).Hash(),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], new TrainingData(taxonomy, [.. posts.Select(post => post with { })], null).Hash());
    }

    private static string Refusal(Assignment assignment, CodedText[] posts, CodedText[]? testPosts) =>
        Assert.Throws<TrainingDataException>(() => new TrainingData(CodedPosts.Taxonomy(assignment, "a", "b"), posts, testPosts)).Message;

    private static CodedText Post(params string[] codes) => new("p", "t", "text", codes, []);
}
