namespace ForumClassifier.Corpora.RefiQda;

/// <summary>A note of a project.</summary>
/// <param name="Writer">Null where the file does not say.</param>
/// <param name="IsNone">True where it says that no code fits.</param>
internal sealed record RefiNote(string? Writer, string Text, bool IsNone, DateTimeOffset? At);
