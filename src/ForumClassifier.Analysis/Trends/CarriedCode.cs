using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Analysis.Trends;

/// <summary>How a code of predictions that an older version of the taxonomy stands behind was counted.</summary>
/// <param name="Source">Name of the predictions.</param>
/// <param name="Version">Theirs: the newest that has all of their codes.</param>
/// <param name="CountedAs">Id of the code that it was counted for: its successor, or the code above all parts it was split into; null where there is none.</param>
/// <param name="Posts">Posts that have it, dated or not.</param>
public sealed record CarriedCode(string Source, int Version, CodeFate Fate, string? CountedAs, long Posts);
