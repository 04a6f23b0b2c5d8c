namespace ForumClassifier.Inference;

/// <summary>How far a labelling is; how many posts there are is not known before the end.</summary>
/// <param name="Posts">Done, those of an earlier, interrupted labelling included.</param>
/// <param name="Tokens">Read, likewise; counted at the end of each window of posts.</param>
/// <param name="PostsPerSecond">Of this labelling, since the model was loaded.</param>
public sealed record LabelProgress(long Posts, long Tokens, double PostsPerSecond);
