using ForumClassifier.Corpora.Dumps;

namespace ForumClassifier.Tests.Corpora.Dumps;

public class SeenPostsTests
{
    [Fact]
    public void Posts_are_told_apart_as_a_set_of_number_and_time_does()
    {
        var random = new Random(1);
        var (seen, set) = (new SeenPosts(), new HashSet<(long, DateTimeOffset?)>());

        for (var i = 0; i < 50_000; i++)
        {
            var number = random.Next(3) == 0 ? random.NextInt64() : random.Next(20_000);
            DateTimeOffset? time = random.Next(4) == 0 ? null : DateTimeOffset.UnixEpoch.AddMilliseconds(random.Next(3));
            Assert.Equal(set.Add((number, time)), seen.Add(number, time));
        }

        Assert.All(set, post => Assert.True(seen.Has(post.Item1)));
        Assert.False(seen.Has(20_001));
    }

    [Fact]
    public void Dense_numbers_take_few_bytes_each()
    {
        var seen = new SeenPosts();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 1_000_000; i++)
        {
            seen.Add(i, null);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 11_000_000);
        GC.KeepAlive(seen);
    }
}
