namespace ForumClassifier.Inference;

/// <summary>How far a shard is.</summary>
/// <param name="Posts">Of the shard; null where the corpus was not counted.</param>
/// <param name="Done">Saved in parts.</param>
/// <param name="Problem">What is wrong with its receipt; null where it has none or a right one.</param>
/// <param name="Failure">Why the last attempt failed; null where it is finished or no attempt failed.</param>
public sealed record ShardStatus(int Shard, long? Posts, long Done, bool IsFinished, string? Problem, string? Failure);
