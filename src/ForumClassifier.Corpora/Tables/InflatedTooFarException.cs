namespace ForumClassifier.Corpora.Tables;

/// <summary>Compressed data grow beyond all that texts do; always turned into an <see cref="InputException"/> with its place.</summary>
internal sealed class InflatedTooFarException : IOException;
