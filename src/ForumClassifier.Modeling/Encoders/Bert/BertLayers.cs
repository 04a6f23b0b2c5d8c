using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Bert;

/// <summary>The stack of layers, named as in the checkpoint.</summary>
internal sealed class BertLayers : nn.Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "layer")] private readonly ModuleList<BertLayer> _layers;

    public BertLayers(BertConfiguration configuration) : base(nameof(BertLayers))
    {
        _layers = new ModuleList<BertLayer>([.. Enumerable.Range(0, configuration.NumHiddenLayers).Select(_ => new BertLayer(configuration))]);
        RegisterComponents();
    }

    /// <param name="hidden">[B, T, D]</param>
    /// <param name="attentionMask">[B, 1, 1, T] bool, or null.</param>
    /// <returns>[B, T, D], in the caller's dispose scope.</returns>
    public override Tensor forward(Tensor hidden, Tensor? attentionMask)
    {
        var current = _layers[0].call(hidden, attentionMask); // [B, T, D]
        foreach (var layer in _layers.Skip(1))
        {
            using var previous = current;
            current = layer.call(previous, attentionMask); // [B, T, D]
        }

        return current;
    }

    /// <summary>The result of every layer, first to last: for comparison with other implementations.</summary>
    internal IEnumerable<Tensor> ForwardEach(Tensor hidden, Tensor? attentionMask)
    {
        foreach (var layer in _layers)
        {
            yield return hidden = layer.call(hidden, attentionMask); // [B, T, D]
        }
    }
}
