namespace ForumClassifier.Inference.Runs;

/// <summary>A file of a run that is missing or wrong.</summary>
/// <param name="Shard">Whose labelling mends it.</param>
/// <param name="What">Place and finding, without a period.</param>
internal sealed record RunProblem(int Shard, string What, bool IsMissing);
