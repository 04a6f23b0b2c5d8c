namespace ForumClassifier.Corpora.Dumps;

/// <summary>A format that files of a corpus were recognised as.</summary>
/// <param name="Format">Such as <c>discourse topic</c>, <c>github comment</c> or <c>csv</c>; of a file with several shapes, that of its first record.</param>
/// <param name="FirstFiles">The first ten of the files.</param>
/// <param name="Columns">Of tables: the names in the header, or the fields of the first record, of all these files; else none.</param>
public sealed record FormatSeen(string Format, long Files, IReadOnlyList<string> FirstFiles, IReadOnlyList<string> Columns);
