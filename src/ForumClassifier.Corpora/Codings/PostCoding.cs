namespace ForumClassifier.Corpora.Codings;

/// <summary>What one coder gave one post: a row of <c>codings.csv</c>.</summary>
/// <param name="Codes">Ids, each once; empty for "none of them" (multiple assignment), or where <paramref name="Pending"/> waits.</param>
/// <param name="CodedAt">In UTC; null where nobody wrote it down.</param>
/// <param name="TaxonomyVersion">The version that the codes are of; null for that of the folder's taxonomy.</param>
/// <param name="Note">The coder's remark; empty for none.</param>
/// <param name="Pending">Ids of candidates that wait for a decision.</param>
public sealed record PostCoding(
    string PostId,
    string Coder,
    IReadOnlyList<string> Codes,
    DateTimeOffset? CodedAt,
    int? TaxonomyVersion,
    string Note,
    IReadOnlyList<string> Pending);
