using ForumClassifier.Core;

namespace ForumClassifier.Corpora;

/// <summary>A file cannot be read, or a place of it is not what its reader needs.</summary>
/// <remarks>The message gives the place, what was found, what was expected and the remedy, and never quotes a post.</remarks>
/// <param name="line">1-based, as editors count: where the record starts; null where the whole file is meant.</param>
public sealed class InputException(string path, long? line, string problem, string remedy, Exception? inner = null)
    : ForumClassifierException(FormattableString.Invariant($"{path}{(line is null ? "" : $"({line})")}: {problem} {remedy}"), inner)
{
    public string Path { get; } = path;

    public long? Line { get; } = line;
}
