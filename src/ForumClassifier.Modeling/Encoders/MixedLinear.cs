using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders;

/// <summary>A linear layer that can compute in bfloat16 while its parameters stay float32.</summary>
/// <remarks>
/// Mixed precision without autocast: input and parameters are cast inside the forward pass, and autograd casts the gradients
/// back. Normalisation, loss and optimiser never see bfloat16.
/// </remarks>
internal sealed class MixedLinear : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")] private readonly Parameter _weight; // [out, in]
    [ComponentName(Name = "bias")] private readonly Parameter _bias;     // [out]
    private ScalarType _computeType = ScalarType.Float32;

    public MixedLinear(long inputSize, long outputSize) : base(nameof(MixedLinear))
    {
        _weight = new Parameter(empty(outputSize, inputSize));
        _bias = new Parameter(zeros(outputSize));
        RegisterComponents();
    }

    /// <param name="type">Float32, or BFloat16 for mixed precision.</param>
    /// <param name="isFrozen">True casts the parameters once and for all: for inference only.</param>
    public void ComputeIn(ScalarType type, bool isFrozen)
    {
        _computeType = type;
        if (isFrozen)
        {
            this.to(type);
        }
    }

    /// <param name="input">[..., in]</param>
    /// <returns>[..., out] in the type of computation, in the caller's dispose scope.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return nn.functional.linear(input.to(_computeType), _weight.to(_computeType), _bias.to(_computeType)).MoveToOuterDisposeScope(); // [..., out]
    }
}
