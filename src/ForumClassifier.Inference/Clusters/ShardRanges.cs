using System.Globalization;

namespace ForumClassifier.Inference.Clusters;

/// <summary>Shards as array jobs write them: <c>0-3,7</c>.</summary>
internal static class ShardRanges
{
    /// <param name="shards">In their order, each once.</param>
    public static string Of(IReadOnlyList<int> shards)
    {
        List<string> ranges = [];
        for (var (first, next) = (0, 1); first < shards.Count; first = next++)
        {
            while (next < shards.Count && shards[next] == shards[next - 1] + 1)
            {
                next++;
            }

            ranges.Add(next - first == 1 ? Text(shards[first]) : $"{Text(shards[first])}-{Text(shards[next - 1])}");
        }

        return string.Join(',', ranges);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
