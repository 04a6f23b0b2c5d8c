namespace ForumClassifier.Modeling.Tokenizers;

/// <summary>A text as the encoder reads it.</summary>
/// <param name="Ids">Token ids, begin and end included.</param>
/// <param name="Truncated">True where tokens were cut off.</param>
public sealed record TokenizedText(IReadOnlyList<int> Ids, bool Truncated);
