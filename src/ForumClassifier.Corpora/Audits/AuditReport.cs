using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.Audits;

/// <summary>What is odd about labelled data.</summary>
/// <param name="Checks">Everything looked for, with the number of findings, in the order of the findings.</param>
/// <param name="Codes">Posts with each code that a post can be given, in the order of the taxonomy.</param>
/// <param name="Pairs">Coders who coded posts in common.</param>
public sealed record AuditReport(
    string Taxonomy,
    int TaxonomyVersion,
    Assignment Assignment,
    int Posts,
    int CodedPosts,
    int Codings,
    int Passages,
    IReadOnlyList<AuditCount> Checks,
    IReadOnlyList<AuditCount> Codes,
    IReadOnlyList<CoderPair> Pairs,
    IReadOnlyList<CodeDispute> Disputes,
    IReadOnlyList<AuditFinding> Findings);
