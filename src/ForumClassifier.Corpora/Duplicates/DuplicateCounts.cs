namespace ForumClassifier.Corpora.Duplicates;

/// <summary>How many posts of a corpus say the same as others.</summary>
/// <param name="Posts">All of them.</param>
/// <param name="WithoutText">Those that are empty, which are no duplicates.</param>
/// <param name="ExactGroups">Wordings that several posts share; case and white space do not count.</param>
/// <param name="ExactPosts">Posts in these groups.</param>
/// <param name="NearGroups">Groups of wordings that differ but are nearly equal.</param>
/// <param name="NearPosts">Posts in these groups, those of equal wording included.</param>
public sealed record DuplicateCounts(long Posts, long WithoutText, long ExactGroups, long ExactPosts, long NearGroups, long NearPosts);
