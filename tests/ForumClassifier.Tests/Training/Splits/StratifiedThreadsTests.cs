using ForumClassifier.Core.Codings;
using ForumClassifier.Training.Splits;

namespace ForumClassifier.Tests.Training.Splits;

public class StratifiedThreadsTests
{
    private static readonly double[] Shares = [0.7, 0.1, 0.2];

    [Theory]
    [InlineData(Assignment.Single)]
    [InlineData(Assignment.Multiple)]
    public void Codes_are_spread_better_than_by_chance(Assignment assignment)
    {
        var (dealt, byChance) = (0.0, 0.0);
        for (var seed = 1; seed <= 40; seed++)
        {
            var posts = CodedPosts.Random(assignment, 150, seed);
            dealt += Unevenness(posts, StratifiedThreads.Deal(posts, Shares, seed));
            byChance += Unevenness(posts, DealByChance(posts, seed));
        }

        Assert.InRange(dealt, 0, byChance / 2);
    }

    [Fact]
    public void Posts_that_are_threads_of_their_own_are_dealt_as_evenly_as_whole_numbers_allow()
    {
        CodedText[] posts = [.. Enumerable.Range(0, 100).Select(i => new CodedText($"p{i}", $"t{i}", "text", [i < 20 ? "rare" : "frequent"], []))];

        var parts = StratifiedThreads.Deal(posts, Shares, seed: 3);

        Assert.Equal([14, 2, 4], Enumerable.Range(0, 3).Select(part => parts[..20].Count(other => other == part)));
        Assert.Equal([56, 8, 16], Enumerable.Range(0, 3).Select(part => parts[20..].Count(other => other == part)));
    }

    [Fact]
    public void Posts_without_codes_are_dealt_too() =>
        Assert.Equal([5, 5], StratifiedThreads.Deal([.. Enumerable.Range(0, 10).Select(i => new CodedText($"p{i}", $"t{i}", "text", [], []))], [0.5, 0.5], seed: 1).CountBy(part => part).OrderBy(count => count.Key).Select(count => count.Value));

    // Over codes and parts: how far the part's share of the code's posts is from the part's size.
    private static double Unevenness(CodedText[] posts, int[] parts)
    {
        var sum = 0.0;
        foreach (var code in posts.SelectMany(post => post.Codes).Distinct())
        {
            int[] having = [.. Enumerable.Range(0, posts.Length).Where(index => posts[index].Codes.Contains(code))];
            sum += Shares.Select((share, part) => Math.Abs(having.Count(index => parts[index] == part) - (share * having.Length))).Sum();
        }

        return sum;
    }

    private static int[] DealByChance(CodedText[] posts, int seed)
    {
        var random = new Random(seed);
        var ofThread = posts.Select(post => post.ThreadId).Distinct().ToDictionary(thread => thread, _ => random.NextDouble() switch { < 0.7 => 0, < 0.8 => 1, _ => 2 });
        return [.. posts.Select(post => ofThread[post.ThreadId])];
    }
}
