using ForumClassifier.Modeling.Native;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>A layer whose linear layers compute in bfloat16; attention, sums and normalisation in float32.</summary>
internal sealed class BFloat16Layer(LayerWeights weights, double epsilon) : IFusedLayer
{
    private readonly PackedLinear _queryKeyValue = Pack(weights.QueryKeyValue);
    private readonly PackedLinear _output = Pack(weights.Output);
    private readonly PackedLinear _widening = Pack(weights.Widening);
    private readonly PackedLinear _narrowing = Pack(weights.Narrowing);
    private readonly Normalisation _afterAttention = weights.AfterAttention(epsilon);
    private readonly Normalisation _afterFeedForward = weights.AfterFeedForward(epsilon);

    public unsafe void Enter(PackedStates states) => RowKernels.Convert(states.HiddenData, states.Rows, states.Width, states.HalfSink);

    public unsafe void Forward(PackedStates states)
    {
        using var scope = NewDisposeScope();
        states.Attend(Rows(_queryKeyValue.Call(states.Input), 3 * states.Width)); // [rows, 3 D] -> [rows, D]
        RowKernels.Convert(states.ContextData, states.Rows, states.Width, states.HalfSink);
        states.AddAndNormalise(Rows(_output.Call(states.Input), states.Width), _afterAttention, states.HalfSink); // [rows, D]
        var wide = _widening.Call(states.Input, isGelu: true);                                                    // [rows, intermediate size]
        states.AddAndNormalise(Rows(_narrowing.Call(wide), states.Width), _afterFeedForward, states.HalfSink);    // [rows, D]
    }

    public void Dispose()
    {
        foreach (var part in (IDisposable[])[_queryKeyValue, _output, _widening, _narrowing, _afterAttention, _afterFeedForward])
        {
            part.Dispose();
        }
    }

    private static PackedLinear Pack((Tensor Weight, Tensor Bias) pair) => new(pair.Weight, pair.Bias, ScalarType.BFloat16);

    private static unsafe BFloat16Rows Rows(Tensor tensor, int width) => new(TorchOperators.Data<ushort>(tensor), width);
}
