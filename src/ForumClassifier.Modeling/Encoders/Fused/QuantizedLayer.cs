using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>A layer whose linear layers compute in 8-bit integers; everything between them in float32.</summary>
internal sealed class QuantizedLayer(LayerWeights weights, double epsilon) : IFusedLayer
{
    private readonly QuantizedLinear _queryKeyValue = Quantize(weights.QueryKeyValue);
    private readonly QuantizedLinear _output = Quantize(weights.Output);
    private readonly QuantizedLinear _widening = Quantize(weights.Widening);
    private readonly QuantizedLinear _narrowing = Quantize(weights.Narrowing, RowKernels.GeluOffset);
    private readonly Normalisation _afterAttention = weights.AfterAttention(epsilon);
    private readonly Normalisation _afterFeedForward = weights.AfterFeedForward(epsilon);

    public unsafe void Enter(PackedStates states) => RowKernels.Convert(states.HiddenData, states.Rows, states.Width, states.ByteSink);

    public unsafe void Forward(PackedStates states)
    {
        using var scope = NewDisposeScope();
        states.Attend(_queryKeyValue.Rows(_queryKeyValue.Call(states.Input), states.InputScales)); // [rows, 3 D] -> [rows, D]
        RowKernels.Convert(states.ContextData, states.Rows, states.Width, states.ByteSink);
        states.AddAndNormalise(_output.Rows(_output.Call(states.Input), states.InputScales), _afterAttention, states.ByteSink); // [rows, D]
        RowKernels.Gelu(_widening.Rows(_widening.Call(states.Input), states.InputScales), states.Rows, states.WideWidth, states.WideSink);
        states.AddAndNormalise(_narrowing.Rows(_narrowing.Call(states.Wide), states.WideScales), _afterFeedForward, states.ByteSink); // [rows, D]
    }

    public void Dispose()
    {
        foreach (var part in (IDisposable[])[_queryKeyValue, _output, _widening, _narrowing, _afterAttention, _afterFeedForward])
        {
            part.Dispose();
        }
    }

    private static QuantizedLinear Quantize((Tensor Weight, Tensor Bias) pair, float offset = 0) => new(pair.Weight, pair.Bias, offset);
}
