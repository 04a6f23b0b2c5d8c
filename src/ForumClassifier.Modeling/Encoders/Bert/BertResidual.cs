using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Bert;

/// <summary>The end of each half of a layer: projection, dropout, the input added back, normalisation.</summary>
internal sealed class BertResidual : nn.Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "dense")] private readonly MixedLinear _dense;
    [ComponentName(Name = "LayerNorm")] private readonly LayerNorm _norm;
    private readonly double _dropout;

    public BertResidual(long inputSize, BertConfiguration configuration) : base(nameof(BertResidual))
    {
        _dense = new MixedLinear(inputSize, configuration.HiddenSize);
        _norm = nn.LayerNorm(configuration.HiddenSize, configuration.LayerNormEps);
        _dropout = configuration.HiddenDropoutProb;
        RegisterComponents();
    }

    /// <param name="inner">[B, T, inputSize]</param>
    /// <param name="hidden">[B, T, D], the input of this half.</param>
    /// <returns>[B, T, D] float32, in the caller's dispose scope.</returns>
    public override Tensor forward(Tensor inner, Tensor hidden)
    {
        using var scope = NewDisposeScope();
        var projected = nn.functional.dropout(_dense.call(inner), _dropout, training); // [B, T, D]
        return _norm.call(projected + hidden).MoveToOuterDisposeScope();               // [B, T, D]
    }
}
