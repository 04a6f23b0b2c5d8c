using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Bert;

/// <summary>One transformer layer: attention, then the feed-forward half.</summary>
internal sealed class BertLayer : nn.Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "attention")] private readonly BertAttention _attention;
    [ComponentName(Name = "intermediate")] private readonly BertIntermediate _intermediate;
    [ComponentName(Name = "output")] private readonly BertResidual _output;

    public BertLayer(BertConfiguration configuration) : base(nameof(BertLayer))
    {
        _attention = new BertAttention(configuration);
        _intermediate = new BertIntermediate(configuration);
        _output = new BertResidual(configuration.IntermediateSize, configuration);
        RegisterComponents();
    }

    /// <param name="hidden">[B, T, D]</param>
    /// <param name="attentionMask">[B, 1, 1, T] bool, or null.</param>
    /// <returns>[B, T, D], in the caller's dispose scope.</returns>
    public override Tensor forward(Tensor hidden, Tensor? attentionMask)
    {
        using var attended = _attention.call(hidden, attentionMask); // [B, T, D]
        using var wide = _intermediate.call(attended);               // [B, T, intermediate size]
        return _output.call(wide, attended);
    }
}
