using ForumClassifier.Modeling.Native;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>The parameters of a LayerNorm.</summary>
internal sealed class Normalisation : IDisposable
{
    private readonly Tensor _scale; // [D]
    private readonly Tensor _bias;  // [D]

    /// <param name="scale">[D]; copied.</param>
    /// <param name="bias">[D]; copied.</param>
    public Normalisation(Tensor scale, Tensor bias, double epsilon)
    {
        _scale = scale.to(ScalarType.Float32, copy: true).DetachFromDisposeScope();
        _bias = bias.to(ScalarType.Float32, copy: true).DetachFromDisposeScope();
        Epsilon = (float)epsilon;
    }

    public unsafe float* Scale => TorchOperators.Data<float>(_scale);

    public unsafe float* Bias => TorchOperators.Data<float>(_bias);

    public float Epsilon { get; }

    public void Dispose()
    {
        _scale.Dispose();
        _bias.Dispose();
    }
}
