using ForumClassifier.Inference.Clusters;

namespace ForumClassifier.Tests.Inference.Clusters;

public sealed class ShardRangesTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0-7", 0, 1, 2, 3, 4, 5, 6, 7)]
    [InlineData("0,2-3,99", 0, 2, 3, 99)]
    [InlineData("5-6,8", 5, 6, 8)]
    public void Neighbours_become_ranges(string expected, params int[] shards) => Assert.Equal(expected, ShardRanges.Of(shards));
}
