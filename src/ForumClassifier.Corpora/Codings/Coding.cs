namespace ForumClassifier.Corpora.Codings;

/// <summary>What one coder gave one post.</summary>
/// <param name="Codes">Ids, each once; empty for "none of them".</param>
/// <param name="Pending">Ids of candidates that wait for a decision.</param>
internal sealed record Coding(string Coder, IReadOnlyList<string> Codes, IReadOnlyList<string> Pending);
