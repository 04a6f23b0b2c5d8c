namespace ForumClassifier.Core.Codings.Changes;

/// <summary>Why an entry of a ledger cannot be.</summary>
/// <param name="Entry">Its place in <see cref="Taxonomy.Changes"/>, from 0.</param>
/// <param name="Problem">A sentence or two.</param>
public sealed record LedgerProblem(int Entry, string Problem);
