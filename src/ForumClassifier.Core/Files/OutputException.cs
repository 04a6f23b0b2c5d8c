namespace ForumClassifier.Core.Files;

/// <summary>A file or folder could not be written.</summary>
public sealed class OutputException(string path, string problem, string remedy, Exception? inner = null)
    : ForumClassifierException($"{path}: {problem} {remedy}", inner);
