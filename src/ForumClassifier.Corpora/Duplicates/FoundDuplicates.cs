namespace ForumClassifier.Corpora.Duplicates;

/// <summary>Which posts of a corpus say the same as earlier ones.</summary>
/// <param name="FirstRows">For each post, in the order of adding, the number of the first post of its group, from 0; its own where no earlier one says the same.</param>
public sealed record FoundDuplicates(DuplicateCounts Counts, IReadOnlyList<int> FirstRows);
