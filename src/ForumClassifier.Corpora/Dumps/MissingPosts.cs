namespace ForumClassifier.Corpora.Dumps;

/// <summary>How many posts a topic lists that are in no file of the corpus.</summary>
public readonly record struct MissingPosts(long Topic, long Posts);
