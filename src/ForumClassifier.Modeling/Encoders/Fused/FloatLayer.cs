using ForumClassifier.Modeling.Native;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>A layer whose linear layers compute in float32.</summary>
internal sealed class FloatLayer(LayerWeights weights, double epsilon) : IFusedLayer
{
    private readonly PackedLinear _queryKeyValue = Pack(weights.QueryKeyValue);
    private readonly PackedLinear _output = Pack(weights.Output);
    private readonly PackedLinear _widening = Pack(weights.Widening);
    private readonly PackedLinear _narrowing = Pack(weights.Narrowing);
    private readonly Normalisation _afterAttention = weights.AfterAttention(epsilon);
    private readonly Normalisation _afterFeedForward = weights.AfterFeedForward(epsilon);

    public void Enter(PackedStates states)
    {
    }

    public void Forward(PackedStates states)
    {
        using var scope = NewDisposeScope();
        states.Attend(Rows(_queryKeyValue.Call(states.Hidden), 3 * states.Width));                              // [rows, 3 D] -> [rows, D]
        states.AddAndNormalise(Rows(_output.Call(states.Context), states.Width), _afterAttention, new NoSink()); // [rows, D]
        var wide = _widening.Call(states.Hidden, isGelu: true);                                                 // [rows, intermediate size]
        states.AddAndNormalise(Rows(_narrowing.Call(wide), states.Width), _afterFeedForward, new NoSink());     // [rows, D]
    }

    public void Dispose()
    {
        foreach (var part in (IDisposable[])[_queryKeyValue, _output, _widening, _narrowing, _afterAttention, _afterFeedForward])
        {
            part.Dispose();
        }
    }

    private static PackedLinear Pack((Tensor Weight, Tensor Bias) pair) => new(pair.Weight, pair.Bias, ScalarType.Float32);

    private static unsafe FloatRows Rows(Tensor tensor, int width) => new(TorchOperators.Data<float>(tensor), width);
}
