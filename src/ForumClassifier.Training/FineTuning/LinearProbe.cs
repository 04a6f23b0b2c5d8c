using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using static TorchSharp.torch;

namespace ForumClassifier.Training.FineTuning;

/// <summary>Gives a new head the weights of a logistic regression on the frozen encoder's embeddings.</summary>
/// <remarks>
/// A head of random weights would first drag the encoder anywhere; one that fits what the encoder already knows lets fine-tuning
/// start from there. Kumar et al., ICLR 2022 (linear probing, then fine-tuning).
/// </remarks>
internal static class LinearProbe
{
    private const int Steps = 500;
    private const double LearningRate = 0.02;
    private const double Penalty = 0.5; // of the sum of squared weights, over the number of examples: as scikit-learn's C = 1

    /// <param name="weights">[C] or null; see <see cref="ClassificationLoss"/>.</param>
    public static void Fit(SequenceClassifier model, IReadOnlyList<Example> training, Assignment assignment, IReadOnlyList<float>? weights, int paddingId, Device device)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var scope = NewDisposeScope();
        var embeddings = Embed(model, training, paddingId, device); // [N, D]
        var targets = Scores.Targets(training, device);             // [N, C]
        var classWeights = weights is null ? null : tensor(weights.ToArray(), device: device);
        var codeCount = assignment == Assignment.Multiple ? targets.shape[1] : 1; // the loss is a mean over codes, the penalty is not
        using var optimizer = optim.Adam(model.Head.parameters(), lr: LearningRate);
        for (var step = 0; step < Steps; step++)
        {
            using var inner = NewDisposeScope();
            optimizer.zero_grad();
            var loss = (ClassificationLoss.Of(assignment, model.Head.call(embeddings), targets, classWeights) * codeCount)
                + (model.Head.weight.square().sum() * (Penalty / training.Count));
            loss.backward();
            optimizer.step();
        }
    }

    private static Tensor Embed(SequenceClassifier model, IReadOnlyList<Example> examples, int paddingId, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        model.eval();
        var rows = new Tensor[examples.Count];
        foreach (var indices in TextBatches.Cut([.. examples.Select(example => example.Ids.Count)], TorchClassifier.DefaultTokenBudget))
        {
            using var batch = TokenBatch.Pad([.. indices.Select(index => examples[index].Ids)], paddingId, device);
            var embedded = model.Embed(batch); // [B, D]
            for (var row = 0; row < indices.Count; row++)
            {
                rows[indices[row]] = embedded[row]; // [D]
            }
        }

        model.train();
        return stack(rows).MoveToOuterDisposeScope(); // [N, D]
    }
}
