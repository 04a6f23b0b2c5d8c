namespace ForumClassifier.Corpora.Duplicates;

/// <summary>Texts that are equal or nearly so.</summary>
/// <param name="Members">Indices of at least two texts, ascending.</param>
/// <param name="IsExact">True where all are equal but for case and white space.</param>
public sealed record DuplicateGroup(IReadOnlyList<int> Members, bool IsExact);
