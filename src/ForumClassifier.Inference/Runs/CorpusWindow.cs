namespace ForumClassifier.Inference.Runs;

/// <summary>Successive posts of a corpus, at least one.</summary>
/// <param name="Texts">One for each post; empty where it has none.</param>
internal sealed record CorpusWindow(IReadOnlyList<WindowPost> Posts, IReadOnlyList<string> Texts);
