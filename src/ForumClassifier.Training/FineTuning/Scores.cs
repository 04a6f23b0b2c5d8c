using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using static TorchSharp.torch;

namespace ForumClassifier.Training.FineTuning;

/// <summary>What a model in training says of examples it does not learn from.</summary>
/// <param name="Probabilities">[examples, C], in the order of the examples.</param>
/// <param name="Loss">Mean over the examples, in nats.</param>
internal sealed record Scores(IReadOnlyList<IReadOnlyList<float>> Probabilities, double Loss)
{
    /// <summary>Scores examples without dropout; the model is back in training mode afterwards.</summary>
    public static Scores Of(SequenceClassifier model, IReadOnlyList<Example> examples, Assignment assignment, int paddingId, Device device)
    {
        ArgumentNullException.ThrowIfNull(model);
        var probabilities = new IReadOnlyList<float>[examples.Count];
        var loss = 0.0;
        model.eval();
        using (inference_mode())
        {
            foreach (var indices in TextBatches.Cut([.. examples.Select(example => example.Ids.Count)], TorchClassifier.DefaultTokenBudget))
            {
                using var scope = NewDisposeScope();
                using var batch = TokenBatch.Pad([.. indices.Select(index => examples[index].Ids)], paddingId, device);
                var logits = model.call(batch); // [B, C]
                var targets = Targets([.. indices.Select(index => examples[index])], device);
                loss += ClassificationLoss.Of(assignment, logits, targets, weights: null).item<float>() * indices.Count;
                var rows = (assignment == Assignment.Single ? logits.softmax(1) : logits.sigmoid()).to(CPU).data<float>().ToArray(); // [B, C]
                for (var row = 0; row < indices.Count; row++)
                {
                    var width = rows.Length / indices.Count;
                    probabilities[indices[row]] = rows[(row * width)..((row + 1) * width)];
                }
            }
        }

        model.train();
        return new Scores(probabilities, loss / examples.Count);
    }

    /// <returns>[B, C] float32</returns>
    public static Tensor Targets(IReadOnlyList<Example> examples, Device device)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return tensor(examples.SelectMany(example => example.Targets).ToArray(), [examples.Count, examples[0].Targets.Count], device: device); // [B, C]
    }
}
