namespace ForumClassifier.Inference.Runs;

/// <summary>What predictions say of a post besides its codes; its texts are let go as soon as they are tokenized.</summary>
internal sealed record WindowPost(string Id, string ThreadId, DateTimeOffset? CreatedAt);
