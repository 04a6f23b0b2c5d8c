using ForumClassifier.Core.Codings;
using static TorchSharp.torch;

namespace ForumClassifier.Training.FineTuning;

/// <summary>Cross-entropy of a batch: of the one code under single assignment, of each code by itself under multiple.</summary>
internal static class ClassificationLoss
{
    /// <param name="logits">[B, C] float32</param>
    /// <param name="targets">[B, C] float32: 1 where the post has the code, 0 where not; under multiple assignment NaN where that is not decided.</param>
    /// <param name="weights">[C] float32: under single the weight of a code's posts, under multiple of its positives; or null.</param>
    /// <param name="labelSmoothing">Under single assignment, the share of a post's weight spread over all codes, in [0, 1).</param>
    /// <returns>[] mean in nats, in the caller's dispose scope.</returns>
    public static Tensor Of(Assignment assignment, Tensor logits, Tensor targets, Tensor? weights, double labelSmoothing = 0)
    {
        using var scope = NewDisposeScope();
        if (assignment == Assignment.Single)
        {
            return nn.functional.cross_entropy(logits, targets.argmax(1), weights, label_smoothing: labelSmoothing).MoveToOuterDisposeScope(); // []
        }

        var isDecided = targets.isnan().logical_not();                                            // [B, C]
        var known = targets.nan_to_num(0);                                                        // [B, C]
        var losses = nn.functional.binary_cross_entropy_with_logits(logits, known, reduction: nn.Reduction.None, pos_weights: weights); // [B, C]
        return ((losses * isDecided).sum() / isDecided.sum().clamp(min: 1)).MoveToOuterDisposeScope(); // []; 0 where nothing is decided
    }
}
