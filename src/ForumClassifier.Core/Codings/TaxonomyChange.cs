namespace ForumClassifier.Core.Codings;

/// <summary>One entry of a taxonomy's ledger.</summary>
/// <remarks>
/// | kind     | codes        | into        | from, to          |
/// | -------- | ------------ | ----------- | ----------------- |
/// | add      | the new one  | -           | to: parent        |
/// | rename   | one          | -           | names             |
/// | merge    | those merged | the one     | -                 |
/// | split    | the one      | its parts   | -                 |
/// | move     | one          | -           | parents           |
/// | redefine | one          | -           | -                 |
/// | retire   | one          | -           | -                 |
/// </remarks>
/// <param name="Version">Of the taxonomy that the change led to; at least 2.</param>
/// <param name="Codes">Ids of the codes concerned; at least one.</param>
/// <param name="Into">Ids of the codes that take their place; may hold one of <paramref name="Codes"/>.</param>
/// <param name="From">Earlier name (rename) or parent (move); null where there is none, for a parent also the top level.</param>
/// <param name="To">Later name (rename) or parent (add, move); null where there is none, for a parent also the top level.</param>
/// <param name="Note">What people should know; empty for nothing.</param>
public sealed record TaxonomyChange(
    int Version, ChangeKind Kind, IReadOnlyList<string> Codes, IReadOnlyList<string> Into, string? From, string? To, string Note);
