namespace ForumClassifier.Inference.Runs;

/// <summary><c>failures/00003.json</c>: why the last attempt on a shard failed.</summary>
internal sealed record FailedAttempt(int Shard, string Reason);
