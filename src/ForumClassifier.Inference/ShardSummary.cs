namespace ForumClassifier.Inference;

/// <summary>What an attempt on a shard did.</summary>
/// <param name="Posts">Of the shard.</param>
/// <param name="KeptPosts">Those that earlier attempts had saved.</param>
/// <param name="WasFinished">True where there was nothing to do.</param>
/// <param name="Seconds">Of this attempt.</param>
/// <param name="SecondsToFirstBatch">From the program's start; null where no text was classified.</param>
/// <param name="EngineShare">How much of the time from first to last batch was spent inside the engine, in [0, 1]; null where no text was classified.</param>
/// <param name="PaddingShare">How much of what was computed is padding, in [0, 1]; null where no text was classified.</param>
/// <param name="PostsPerSecond">Posts that are not kept ones, over <paramref name="Seconds"/>.</param>
/// <param name="TokensPerSecond">Their tokens, likewise.</param>
public sealed record ShardSummary(
    int Shard, int Shards, long Posts, long KeptPosts, bool WasFinished, double Seconds, double? SecondsToFirstBatch, LabelPhases Phases, double? EngineShare, double? PaddingShare,
    double PostsPerSecond, double TokensPerSecond);
