namespace ForumClassifier.Inference;

/// <summary>What an attempt on a shard did.</summary>
/// <param name="Posts">Of the shard.</param>
/// <param name="KeptPosts">Those that earlier attempts had saved.</param>
/// <param name="WasFinished">True where there was nothing to do.</param>
/// <param name="Seconds">Of this attempt.</param>
/// <param name="SecondsToFirstBatch">Null where no text was classified.</param>
/// <param name="ClassifierSeconds">Those of <paramref name="Seconds"/> inside the classifier.</param>
/// <param name="PostsPerSecond">Posts that are not kept ones, over <paramref name="Seconds"/>.</param>
/// <param name="TokensPerSecond">Their tokens, likewise.</param>
public sealed record ShardSummary(
    int Shard, int Shards, long Posts, long KeptPosts, bool WasFinished, double Seconds, double? SecondsToFirstBatch, double ClassifierSeconds, double PostsPerSecond, double TokensPerSecond);
