using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Bert;

/// <summary>BERT's summary of a text: the first token through a linear layer and tanh.</summary>
internal sealed class BertPooler : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")] private readonly Linear _dense;

    public BertPooler(BertConfiguration configuration) : base(nameof(BertPooler))
    {
        _dense = nn.Linear(configuration.HiddenSize, configuration.HiddenSize);
        RegisterComponents();
    }

    /// <param name="hidden">[B, T, D]</param>
    /// <returns>[B, D], in the caller's dispose scope.</returns>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = NewDisposeScope();
        return _dense.call(hidden.select(1, 0)).tanh().MoveToOuterDisposeScope(); // [B, D]
    }
}
