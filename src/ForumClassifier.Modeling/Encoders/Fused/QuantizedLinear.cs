using ForumClassifier.Modeling.Native;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>A linear layer in 8-bit integers: a scale for each row of the weight, and one for each row of the input.</summary>
internal sealed class QuantizedLinear : IDisposable
{
    private readonly Tensor _weight;    // packed
    private readonly Tensor _scales;    // [out] float32
    private readonly Tensor _zeros;     // [out] int32
    private readonly Tensor _one;       // [1] float32
    private readonly Tensor _zeroPoint; // [1] int32
    private readonly Tensor _bias;      // [out] float32

    /// <param name="weight">[out, in] float32; copied.</param>
    /// <param name="bias">[out]; copied.</param>
    /// <param name="offset">That of the <see cref="QuantizedSink"/> which feeds the layer.</param>
    public QuantizedLinear(Tensor weight, Tensor bias, float offset)
    {
        using var scope = NewDisposeScope();
        var scales = weight.abs().amax([1]).clamp_min(1e-20) / 127; // [out]
        var whole = (weight / scales.unsqueeze(1)).round();         // [out, in] in [-127, 127]
        _weight = TorchOperators.PackQuantized(whole.to(ScalarType.Int8)).DetachFromDisposeScope();
        _scales = scales.DetachFromDisposeScope();
        _zeros = zeros(weight.shape[0], dtype: ScalarType.Int32).DetachFromDisposeScope();
        _one = ones(1).DetachFromDisposeScope();
        _zeroPoint = full(1, offset == 0 ? 128 : 0, dtype: ScalarType.Int32).DetachFromDisposeScope();
        _bias = (bias - (offset * scales * whole.sum(1))).DetachFromDisposeScope(); // [out]
    }

    /// <param name="input">[M, in] uint8, from a <see cref="QuantizedSink"/>.</param>
    /// <returns>[M, out] float32, to be read by <see cref="Rows"/>; in the caller's dispose scope.</returns>
    public Tensor Call(Tensor input) => TorchOperators.QuantizedLinear(input, _one, _zeroPoint, _weight, _scales, _zeros);

    /// <summary>The layer's result with the scales of the input's rows and the bias.</summary>
    public unsafe ScaledRows Rows(Tensor product, float* rowScales) =>
        new(TorchOperators.Data<float>(product), (int)_bias.shape[0], rowScales, TorchOperators.Data<float>(_bias));

    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[_weight, _scales, _zeros, _one, _zeroPoint, _bias])
        {
            tensor.Dispose();
        }
    }
}
