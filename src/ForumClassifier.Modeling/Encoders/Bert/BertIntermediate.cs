using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Bert;

/// <summary>The widening projection of a layer, with gelu.</summary>
internal sealed class BertIntermediate : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")] private readonly MixedLinear _dense;

    public BertIntermediate(BertConfiguration configuration) : base(nameof(BertIntermediate))
    {
        _dense = new MixedLinear(configuration.HiddenSize, configuration.IntermediateSize);
        RegisterComponents();
    }

    /// <param name="hidden">[B, T, D]</param>
    /// <returns>[B, T, intermediate size], in the caller's dispose scope.</returns>
    public override Tensor forward(Tensor hidden)
    {
        using var wide = _dense.call(hidden); // [B, T, intermediate size]
        return nn.functional.gelu(wide);
    }
}
