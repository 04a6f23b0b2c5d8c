using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Bert;

/// <summary>The first half of a layer: self-attention, then <see cref="BertResidual"/>.</summary>
internal sealed class BertAttention : nn.Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "self")] private readonly BertSelfAttention _self;
    [ComponentName(Name = "output")] private readonly BertResidual _output;

    public BertAttention(BertConfiguration configuration) : base(nameof(BertAttention))
    {
        _self = new BertSelfAttention(configuration);
        _output = new BertResidual(configuration.HiddenSize, configuration);
        RegisterComponents();
    }

    /// <param name="hidden">[B, T, D]</param>
    /// <param name="attentionMask">[B, 1, 1, T] bool, or null.</param>
    /// <returns>[B, T, D], in the caller's dispose scope.</returns>
    public override Tensor forward(Tensor hidden, Tensor? attentionMask)
    {
        using var context = _self.call(hidden, attentionMask); // [B, T, D]
        return _output.call(context, hidden);
    }
}
