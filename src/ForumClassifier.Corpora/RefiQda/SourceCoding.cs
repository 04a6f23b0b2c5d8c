namespace ForumClassifier.Corpora.RefiQda;

/// <summary>One coder's code for a selection or a whole source.</summary>
/// <param name="Guid">As written; empty where there is none.</param>
/// <param name="Code">Id of the code.</param>
/// <param name="Notes">Keys of the notes on it.</param>
internal sealed record SourceCoding(string Guid, string Coder, string Code, DateTimeOffset? At, IReadOnlyList<string> Notes);
