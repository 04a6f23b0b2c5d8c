namespace ForumClassifier.Inference.Runs;

/// <summary>A file of predictions as the manifest records it.</summary>
/// <param name="Name">Without its folder.</param>
internal sealed record WrittenFile(string Name, long Bytes, string Sha256);
