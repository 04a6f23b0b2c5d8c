using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace ForumClassifier.Modeling.Onnx;

/// <summary>A fine-tuned BERT as an ONNX graph: token ids in, one logit and one probability a code out.</summary>
/// <remarks>
/// Built of ONNX Runtime's own operators, which compute what its optimisers would otherwise have to find: embeddings with their
/// normalisation, attention whose projections are one product, and sums with the normalisation after them.
/// Shapes: B posts, T tokens (padded at the end), D hidden size, C codes.
/// </remarks>
internal sealed class BertGraph
{
    /// <summary>Input: [B, T] int32.</summary>
    public const string TokenIds = "token_ids";

    /// <summary>Input: [B] int32, tokens of each text.</summary>
    public const string Lengths = "lengths";

    /// <summary>Input: [B, 1, T] float32, the share of each token in the vector of its text.</summary>
    public const string Shares = "shares";

    /// <summary>Output: [B, C] float32.</summary>
    public const string Logits = "logits";

    /// <summary>Output: [B, C] float32.</summary>
    public const string Probabilities = "probabilities";

    private readonly OnnxGraph _graph = new();
    private readonly BertWeights _weights;
    private readonly LinearNodes _linears;
    private readonly BertConfiguration _sizes;

    private BertGraph(BertWeights weights, BertConfiguration sizes, bool isInt8) =>
        (_weights, _linears, _sizes) = (weights, new LinearNodes(_graph, weights, isInt8), sizes);

    /// <param name="isInt8">True where the linear layers of the encoder compute in int8.</param>
    public static OnnxGraph Build(BertWeights weights, BertConfiguration sizes, Pooling pooling, Assignment assignment, bool isInt8)
    {
        var bert = new BertGraph(weights, sizes, isInt8);
        bert._graph.AddInput(TokenIds, DataType.Int32, "B", "T");
        bert._graph.AddInput(Lengths, DataType.Int32, "B");
        bert._graph.AddInput(Shares, DataType.Float, "B", "one", "T");
        var hidden = bert.Embed(); // [B, T, D]
        for (var layer = 0; layer < sizes.NumHiddenLayers; layer++)
        {
            hidden = bert.AddLayer($"encoder.layer.{layer}", hidden); // [B, T, D]
        }

        bert.Classify(hidden, pooling, assignment);
        return bert._graph;
    }

    // All tokens are of the first type, so its embedding is added to those of the positions.
    private string Embed()
    {
        var positions = _weights.Read("embeddings.position_embeddings.weight"); // [longest input, D]
        var types = _weights.Read("embeddings.token_type_embeddings.weight");   // [types, D]
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] += types[i % _sizes.HiddenSize];
        }

        _graph.AddNode(
            "EmbedLayerNormalization", OnnxGraph.Microsoft, "embeddings",
            [TokenIds, OnnxGraph.None, Copy("embeddings.word_embeddings.weight"), _graph.AddWeight("positions", positions, _sizes.MaxPositionEmbeddings, _sizes.HiddenSize), OnnxGraph.None,
                Copy("embeddings.LayerNorm.weight"), Copy("embeddings.LayerNorm.bias")],
            ["embeddings", "embeddings.mask"], Epsilon());
        return "embeddings";
    }

    private string AddLayer(string name, string hidden)
    {
        var context = _linears.Attend($"{name}.attention.self", hidden, Lengths, _sizes.NumAttentionHeads); // [B, T, D]
        var attended = AddResidual($"{name}.attention.output", context, hidden);                            // [B, T, D]
        var (wide, bias) = _linears.Multiply($"{name}.intermediate.dense", attended);                       // [B, T, intermediate size]
        var active = bias == OnnxGraph.None
            ? _graph.Add("Gelu", OnnxGraph.Microsoft, $"{name}.intermediate", [wide])
            : _graph.Add("BiasGelu", OnnxGraph.Microsoft, $"{name}.intermediate", [wide, bias]);
        return AddResidual($"{name}.output", active, attended); // [B, T, D]
    }

    private string AddResidual(string name, string inner, string hidden)
    {
        var (product, bias) = _linears.Multiply($"{name}.dense", inner); // [B, T, D]
        return _graph.Add(
            "SkipLayerNormalization", OnnxGraph.Microsoft, name,
            [product, hidden, Copy($"{name}.LayerNorm.weight"), Copy($"{name}.LayerNorm.bias"), .. bias == OnnxGraph.None ? Array.Empty<string>() : [bias]], Epsilon());
    }

    private void Classify(string hidden, Pooling pooling, Assignment assignment)
    {
        var pooled = _graph.Add("Flatten", "", "pooled", [_graph.Add("MatMul", "", "weighted", [Shares, hidden])]); // [B, D]
        if (pooling == Pooling.First)
        {
            pooled = _graph.Add("Tanh", "", "pooler", [Project("pooler.dense", "pooler.dense", pooled)]); // [B, D]
        }

        Project("classifier", Logits, pooled); // [B, C]
        _graph.Add(assignment == Assignment.Single ? "Softmax" : "Sigmoid", "", Probabilities, [Logits]);
        _graph.AddOutput(Logits, DataType.Float, "B", "C");
        _graph.AddOutput(Probabilities, DataType.Float, "B", "C");
    }

    private string Project(string source, string name, string input) =>
        _graph.Add("Gemm", "", name, [input, Copy($"{source}.weight"), Copy($"{source}.bias")], OnnxGraph.Attribute("transB", 1L));

    private string Copy(string name) => _graph.AddWeight(name, _weights.Read(name), [.. _weights.ShapeOf(name)]);

    private AttributeProto Epsilon() => OnnxGraph.Attribute("epsilon", (float)_sizes.LayerNormEps);
}
