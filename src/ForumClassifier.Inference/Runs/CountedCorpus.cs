namespace ForumClassifier.Inference.Runs;

/// <summary>What a plan counted in the corpus.</summary>
/// <param name="Posts">Those selected.</param>
/// <param name="DamagedFiles">Files of corpus folders that are left out.</param>
internal sealed record CountedCorpus(long Posts, long UnreadableDates, long DamagedFiles);
