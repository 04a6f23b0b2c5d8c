using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;

namespace ForumClassifier.Modeling.Onnx;

/// <summary>The weights of a fine-tuned BERT as float32, by their names in a checkpoint without prefix, read without torch.</summary>
internal sealed class BertWeights
{
    private readonly Checkpoint _checkpoint;
    private readonly IReadOnlyDictionary<string, string> _stored;
    private readonly Dictionary<string, IReadOnlyList<long>> _shapes;

    /// <param name="checkpoint">Not taken over.</param>
    /// <param name="folder">For messages.</param>
    /// <exception cref="WeightsException">A weight is missing or has another shape; all of them are listed.</exception>
    public BertWeights(Checkpoint checkpoint, string folder, BertConfiguration configuration, Pooling pooling, int codeCount)
    {
        var expected = Expected(configuration, pooling, codeCount).ToList();
        _checkpoint = checkpoint;
        _stored = CheckpointLoading.Find(expected, checkpoint, folder);
        _shapes = expected.ToDictionary(entry => entry.Name, entry => entry.Shape, StringComparer.Ordinal);
    }

    public IReadOnlyList<long> ShapeOf(string name) => _shapes[name];

    /// <summary>A copy, row by row.</summary>
    public float[] Read(string name)
    {
        var values = new float[_shapes[name].Aggregate(1L, (product, length) => product * length)];
        _checkpoint.ReadFloats(_stored[name], values);
        return values;
    }

    // in the order of the module's parameters
    private static IEnumerable<(string Name, IReadOnlyList<long> Shape)> Expected(BertConfiguration sizes, Pooling pooling, int codeCount)
    {
        long hidden = sizes.HiddenSize;
        yield return ("embeddings.word_embeddings.weight", [sizes.VocabSize, hidden]);
        yield return ("embeddings.position_embeddings.weight", [sizes.MaxPositionEmbeddings, hidden]);
        yield return ("embeddings.token_type_embeddings.weight", [sizes.TypeVocabSize, hidden]);
        yield return ("embeddings.LayerNorm.weight", [hidden]);
        yield return ("embeddings.LayerNorm.bias", [hidden]);
        for (var layer = 0; layer < sizes.NumHiddenLayers; layer++)
        {
            var linears = new (string Name, long Out, long In)[]
            {
                ("attention.self.query", hidden, hidden), ("attention.self.key", hidden, hidden), ("attention.self.value", hidden, hidden),
                ("attention.output.dense", hidden, hidden), ("intermediate.dense", sizes.IntermediateSize, hidden), ("output.dense", hidden, sizes.IntermediateSize),
            };
            foreach (var (name, rows, columns) in linears)
            {
                yield return ($"encoder.layer.{layer}.{name}.weight", [rows, columns]);
                yield return ($"encoder.layer.{layer}.{name}.bias", [rows]);
            }

            foreach (var name in new[] { "attention.output.LayerNorm", "output.LayerNorm" })
            {
                yield return ($"encoder.layer.{layer}.{name}.weight", [hidden]);
                yield return ($"encoder.layer.{layer}.{name}.bias", [hidden]);
            }
        }

        if (pooling == Pooling.First)
        {
            yield return ("pooler.dense.weight", [hidden, hidden]);
            yield return ("pooler.dense.bias", [hidden]);
        }

        yield return ("classifier.weight", [codeCount, hidden]);
        yield return ("classifier.bias", [codeCount]);
    }
}
