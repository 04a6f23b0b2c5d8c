namespace ForumClassifier.Analysis.Metrics;

/// <summary>What coders said of a post and what a model said of it.</summary>
/// <param name="ThreadId">Posts with the same one are resampled together.</param>
/// <param name="True">Class indices of the coders' codes, each once: exactly one under single assignment, any number under multiple.</param>
/// <param name="Predicted">Class indices of the model's codes, each once, in the same numbers.</param>
/// <param name="Probabilities">One for each code, each in [0, 1].</param>
/// <param name="Truncated">True where the post was longer than the model's longest input.</param>
public sealed record EvaluatedPost(
    string PostId,
    string ThreadId,
    IReadOnlyList<int> True,
    IReadOnlyList<int> Predicted,
    IReadOnlyList<float> Probabilities,
    bool Truncated)
{
    /// <summary>Class indices that wait for a coder's decision: the post counts neither for nor against them. Only under multiple assignment.</summary>
    public IReadOnlyList<int> Pending { get; init; } = [];
}
