namespace ForumClassifier.Corpora.RefiQda;

/// <summary>A range of a text, in the positions of its file, with its codings.</summary>
/// <param name="Notes">Keys of the notes on it.</param>
internal sealed record TextSelection(string Name, long Start, long End, IReadOnlyList<SourceCoding> Codings, IReadOnlyList<string> Notes);
