using ForumClassifier.Core.Codings;
using ForumClassifier.Training.Splits;

namespace ForumClassifier.Tests.Training.Splits;

public class DataSplitTests
{
    public static TheoryData<Assignment, int> Cases { get; } = new(
        from assignment in new[] { Assignment.Single, Assignment.Multiple }
        from seed in Enumerable.Range(1, 10)
        select (assignment, seed));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_post_is_in_one_part_and_every_thread_too(Assignment assignment, int seed)
    {
        var posts = CodedPosts.Random(assignment, 200, seed);

        var split = DataSplit.Make(posts, testShare: 0.2, validationShare: 0.1, seed);

        IReadOnlyList<CodedText>[] parts = [split.Training, split.Validation, split.Test];
        Assert.Equal(posts.Select(post => post.PostId).Order(StringComparer.Ordinal), parts.SelectMany(part => part).Select(post => post.PostId).Order(StringComparer.Ordinal));
        Assert.All(posts.Select(post => post.ThreadId).Distinct(), thread => Assert.Single(parts, part => part.Any(post => post.ThreadId == thread)));
        Assert.Subset(split.Training.SelectMany(post => post.Codes).ToHashSet(), posts.SelectMany(post => post.Codes).ToHashSet());
        Assert.InRange(split.Test.Count, 30, 50);       // of 200 a fifth, give or take whole threads
        Assert.InRange(split.Validation.Count, 12, 28);
    }

    [Fact]
    public void Each_part_keeps_the_order_of_the_posts()
    {
        var posts = CodedPosts.Random(Assignment.Single, 200, seed: 1);

        var split = DataSplit.Make(posts, 0.2, 0.1, seed: 1);

        Assert.Equal(posts.Where(split.Test.Contains), split.Test);
    }

    [Fact]
    public void A_seed_gives_its_split_and_another_seed_another()
    {
        var posts = CodedPosts.Random(Assignment.Multiple, 200, seed: 1);
        string Test(int seed) => string.Join(' ', DataSplit.Make(posts, 0.2, 0.1, seed).Test.Select(post => post.PostId));

        Assert.Equal(Test(1), Test(1));
        Assert.Equal(5, Enumerable.Range(1, 5).Select(Test).Distinct().Count());
    }

    [Fact]
    public void Without_a_test_share_there_are_no_test_posts()
    {
        var posts = CodedPosts.Random(Assignment.Single, 100, seed: 1);

        var split = DataSplit.Make(posts, testShare: 0, validationShare: 0.1, seed: 1);

        Assert.Empty(split.Test);
        Assert.Equal(100, split.Training.Count + split.Validation.Count);
    }

    [Fact]
    public void A_code_of_one_post_is_learnt_from()
    {
        CodedText[] posts = [.. CodedPosts.Random(Assignment.Single, 100, seed: 1), new CodedText("only", "its own", "text", ["unique"], [])];

        Assert.All(Enumerable.Range(1, 30), seed => Assert.Contains(DataSplit.Make(posts, 0.2, 0.1, seed).Training, post => post.PostId == "only"));
    }

    [Theory]
    [InlineData(1, 0.2, "1 thread", 3)]
    [InlineData(2, 0.2, "2 threads", 3)]
    [InlineData(1, 0.0, "1 thread", 2)]
    public void Too_few_threads_are_said(int threads, double testShare, string found, int needed)
    {
        CodedText[] posts = [.. Enumerable.Range(0, 12).Select(i => new CodedText($"p{i}", $"t{i % threads}", "text", [$"c{i % 2}"], []))];

        var e = Assert.Throws<SplitException>(() => DataSplit.Make(posts, testShare, 0.1, seed: 1));

        Assert.Equal($"The labelled data has 12 posts in {found}: too few to keep training, validation and test posts apart. "
            + $"Expected at least {needed} threads, each code in one that can be trained on. Code more threads, or leave --thread-column out if the posts do not answer one another.", e.Message);
    }

    [Fact]
    public void Threads_that_all_hold_a_code_of_their_own_cannot_be_split()
    {
        CodedText[] posts = [.. Enumerable.Range(0, 3).Select(i => new CodedText($"p{i}", $"t{i}", "text", [$"c{i}"], []))];

        Assert.Throws<SplitException>(() => DataSplit.Make(posts, 0.2, 0.1, seed: 1));
    }
}
