using ForumClassifier.Modeling.Native;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>A linear layer in float32 or bfloat16 whose weight lies as oneDNN reads it.</summary>
internal sealed class PackedLinear : IDisposable
{
    private readonly Tensor _weight;
    private readonly Tensor _bias; // [out]

    /// <param name="weight">[out, in]; copied.</param>
    /// <param name="bias">[out]; copied.</param>
    public PackedLinear(Tensor weight, Tensor bias, ScalarType type)
    {
        using var scope = NewDisposeScope();
        _weight = TorchOperators.Pack(weight.to(type)).DetachFromDisposeScope();
        _bias = bias.to(type, copy: true).DetachFromDisposeScope();
    }

    /// <param name="input">[M, in] of the layer's type.</param>
    /// <returns>[M, out], in the caller's dispose scope.</returns>
    public Tensor Call(Tensor input, bool isGelu = false) => TorchOperators.Linear(input, _weight, _bias, isGelu);

    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
    }
}
