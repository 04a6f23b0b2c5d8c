namespace ForumClassifier.Modeling.Onnx;

/// <summary>Adds linear layers to a graph, in float32 or in int8.</summary>
/// <remarks>
/// int8 is dynamic quantisation as <c>quantize_dynamic</c> of ONNX Runtime does it, with weights by column: each column of a weight is
/// stored as whole numbers of -127 to 127 and one scale; the input of a product becomes 8 bits with a scale and a zero point for the
/// whole batch, found when it is computed. Jacob et al., CVPR 2018.
/// </remarks>
internal sealed class LinearNodes(OnnxGraph graph, BertWeights weights, bool isInt8)
{
    private const float Largest = 127; // symmetric: -128 is not used

    /// <summary>Adds a product.</summary>
    /// <param name="source">Name of the layer in the checkpoint.</param>
    /// <returns>The product, and the bias that is still to be added; none where the product has it.</returns>
    public (string Product, string Bias) Multiply(string source, string input)
    {
        var layer = Load(source, [source]);
        return isInt8
            ? (graph.Add("DynamicQuantizeMatMul", OnnxGraph.Microsoft, $"{source}.product", [input, layer.Weight, layer.Scales, OnnxGraph.None, layer.Bias]), OnnxGraph.None)
            : (graph.Add("MatMul", "", $"{source}.product", [input, layer.Weight]), layer.Bias);
    }

    /// <summary>Adds self-attention whose projections to query, key and value are one product.</summary>
    /// <param name="source">Name of the attention in the checkpoint.</param>
    /// <param name="lengths">[B] int32, tokens of each text.</param>
    public string Attend(string source, string input, string lengths, int headCount)
    {
        var layer = Load(source, [$"{source}.query", $"{source}.key", $"{source}.value"]);
        var heads = OnnxGraph.Attribute("num_heads", headCount);
        if (!isInt8)
        {
            return graph.Add("Attention", OnnxGraph.Microsoft, $"{source}.context", [input, layer.Weight, layer.Bias, lengths], heads);
        }

        var (bytes, scale, zero) = ($"{source}.input", $"{source}.input.scale", $"{source}.input.zero");
        graph.AddNode("DynamicQuantizeLinear", "", bytes, [input], [bytes, scale, zero]);
        return graph.Add("QAttention", OnnxGraph.Microsoft, $"{source}.context", [bytes, layer.Weight, layer.Bias, scale, layer.Scales, lengths, zero], heads);
    }

    /// <summary>Rounds each column of a matrix to whole numbers of -127 to 127.</summary>
    /// <param name="matrix">[rows, columns]</param>
    internal static (sbyte[] Values, float[] Scales) Quantize(float[] matrix, int columns)
    {
        var scales = new float[columns];
        for (var i = 0; i < matrix.Length; i++)
        {
            scales[i % columns] = Math.Max(scales[i % columns], Math.Abs(matrix[i]) / Largest);
        }

        var values = new sbyte[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            values[i] = scales[i % columns] > 0 ? (sbyte)Math.Clamp(MathF.Round(matrix[i] / scales[i % columns]), -Largest, Largest) : (sbyte)0;
        }

        return (values, scales);
    }

    // several layers become one whose outputs stand side by side
    private (string Weight, string Scales, string Bias) Load(string name, string[] sources)
    {
        var (each, inputs) = (weights.ShapeOf($"{sources[0]}.weight")[0], weights.ShapeOf($"{sources[0]}.weight")[1]);
        var columns = each * sources.Length;
        var matrix = new float[inputs * columns]; // [in, out]
        for (var source = 0; source < sources.Length; source++)
        {
            var stored = weights.Read($"{sources[source]}.weight"); // [out, in]
            for (var output = 0L; output < each; output++)
            {
                for (var input = 0L; input < inputs; input++)
                {
                    matrix[(input * columns) + (source * each) + output] = stored[(output * inputs) + input];
                }
            }
        }

        var bias = graph.AddWeight($"{name}.bias", [.. sources.SelectMany(source => weights.Read($"{source}.bias"))], columns);
        if (!isInt8)
        {
            return (graph.AddWeight($"{name}.weight", matrix, inputs, columns), OnnxGraph.None, bias);
        }

        var (values, scales) = Quantize(matrix, (int)columns);
        return (graph.AddWeight($"{name}.weight", values, inputs, columns), graph.AddWeight($"{name}.scales", scales, columns), bias);
    }
}
