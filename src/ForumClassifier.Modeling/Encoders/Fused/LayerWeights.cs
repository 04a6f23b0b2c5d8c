using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>The parameters of one layer, by their names in a checkpoint; query, key and value as one.</summary>
internal sealed class LayerWeights(IReadOnlyDictionary<string, Tensor> parameters, int layer)
{
    /// <summary>[3 D, D] and [3 D].</summary>
    public (Tensor Weight, Tensor Bias) QueryKeyValue => (Joined("weight"), Joined("bias"));

    public (Tensor Weight, Tensor Bias) Output => Pair("attention.output.dense");

    public (Tensor Weight, Tensor Bias) Widening => Pair("intermediate.dense");

    public (Tensor Weight, Tensor Bias) Narrowing => Pair("output.dense");

    public Normalisation AfterAttention(double epsilon) => Norm("attention.output.LayerNorm", epsilon);

    public Normalisation AfterFeedForward(double epsilon) => Norm("output.LayerNorm", epsilon);

    private (Tensor Weight, Tensor Bias) Pair(string name) => (Parameter($"{name}.weight"), Parameter($"{name}.bias"));

    private Tensor Joined(string part) => cat([Parameter($"attention.self.query.{part}"), Parameter($"attention.self.key.{part}"), Parameter($"attention.self.value.{part}")]);

    private Normalisation Norm(string name, double epsilon) => new(Parameter($"{name}.weight"), Parameter($"{name}.bias"), epsilon);

    private Tensor Parameter(string name) => parameters[$"encoder.layer.{layer}.{name}"];
}
