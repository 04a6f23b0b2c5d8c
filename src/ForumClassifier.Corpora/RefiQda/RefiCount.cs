namespace ForumClassifier.Corpora.RefiQda;

/// <summary>How many of something there are; at least one.</summary>
public sealed record RefiCount(string What, int Count);
