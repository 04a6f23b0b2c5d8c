namespace ForumClassifier.Inference;

/// <summary>What a plan says.</summary>
/// <param name="EmptyShards">Those without a post, where there are more shards than parts.</param>
/// <param name="WasPlanned">True where the folder held the same plan before: what is finished of it is kept.</param>
/// <param name="Warnings">What the user should know of the corpus, a sentence each.</param>
public sealed record PlanSummary(string Id, long Posts, int Shards, int EmptyShards, bool WasPlanned, IReadOnlyList<string> Warnings);
