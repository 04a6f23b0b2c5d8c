namespace ForumClassifier.Corpora.Codings;

/// <summary>What a reading of labelled data came to, right or wrong.</summary>
/// <param name="Project">What can be used: without doubled posts, codings of posts that do not exist, unknown codes, and the like.</param>
/// <param name="Problems">What cannot, with its places.</param>
/// <param name="UnreadableDates">Posts whose date could not be read or could be day or month first.</param>
internal sealed record CodingReading(CodingProject Project, CodingProblems Problems, long UnreadableDates);
