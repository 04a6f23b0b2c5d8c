namespace ForumClassifier.Corpora.Tables;

/// <summary>A line, or a CSV record, is longer than <see cref="TextFile.LongestRecord"/>; always turned into an <see cref="InputException"/> with its place.</summary>
internal sealed class LineTooLongException : IOException;
