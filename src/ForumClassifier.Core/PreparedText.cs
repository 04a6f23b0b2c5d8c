namespace ForumClassifier.Core;

/// <summary>A text as a classifier reads it.</summary>
/// <param name="Key">Texts with the same key are classified alike.</param>
/// <param name="TokenIds">What the model computes on; empty where it reads the key itself.</param>
/// <param name="Truncated">True where the text was longer than the classifier's longest input.</param>
public sealed record PreparedText(string Key, IReadOnlyList<int> TokenIds, bool Truncated)
{
    /// <summary>A text that is read as it stands.</summary>
    public static PreparedText Of(string text) => new(text, [], Truncated: false);
}
