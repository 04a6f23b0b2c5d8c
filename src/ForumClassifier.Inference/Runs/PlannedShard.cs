namespace ForumClassifier.Inference.Runs;

/// <summary>A range of the posts of a corpus, as they are selected; it begins where a part begins.</summary>
/// <param name="First">From 0.</param>
/// <param name="End">The one after its last; null where the corpus was not counted: up to its end.</param>
internal sealed record PlannedShard(long First, long? End)
{
    /// <summary>The whole of a corpus that was not counted.</summary>
    public static PlannedShard Whole { get; } = new(0, null);

    /// <summary>Number of its first part.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int FirstPart => (int)(First / CorpusWindows.Size);

    /// <summary>Cuts posts into ranges of as equal numbers of parts as can be; some are empty where there are fewer parts than ranges.</summary>
    public static IReadOnlyList<PlannedShard> Cut(long posts, int shards)
    {
        var parts = (posts + CorpusWindows.Size - 1) / CorpusWindows.Size;
        long Edge(long shard) => Math.Min(posts, parts * shard / shards * CorpusWindows.Size);
        return [.. Enumerable.Range(0, shards).Select(shard => new PlannedShard(Edge(shard), Edge(shard + 1)))];
    }
}
