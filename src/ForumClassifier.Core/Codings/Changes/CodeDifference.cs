namespace ForumClassifier.Core.Codings.Changes;

/// <summary>One thing in which a code differs between two versions of a taxonomy.</summary>
/// <param name="What">One of <c>added, removed, name, parent, definition, examples, color, codable, guid, sets</c>.</param>
/// <param name="From">Before: the name, the parent's id, or the colour; null where there is none or where it is too long to be shown.</param>
/// <param name="To">After, likewise.</param>
/// <param name="IsExplained">True where the ledger tells it, and for what no ledger has to tell: examples, colours, guids, sets.</param>
/// <param name="Explanation">The ledger's entries, such as <c>merge in version 2</c>; empty for none.</param>
public sealed record CodeDifference(string Code, string What, string? From, string? To, bool IsExplained, string Explanation);
