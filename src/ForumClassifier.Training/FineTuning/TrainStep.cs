using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForumClassifier.Training.FineTuning;

/// <summary>One optimizer step: the only place where weights change.</summary>
/// <remarks>AdamW with decoupled weight decay, none on biases and LayerNorm; Loshchilov and Hutter, ICLR 2019.</remarks>
internal sealed class TrainStep : IDisposable
{
    private const string Head = "classifier.";

    private readonly Parameter[] _parameters;
    private readonly LearningRateSchedule _schedule;
    private readonly double _maxGradientNorm;
    private readonly double[] _factors; // of the learning rate, for each parameter group

    /// <param name="maxGradientNorm">L2 norm over all parameters to which a gradient is clipped.</param>
    /// <param name="headFactor">How many times faster than the encoder the head learns.</param>
    public TrainStep(nn.Module model, LearningRateSchedule schedule, double weightDecay, double maxGradientNorm, double headFactor = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_schedule, _maxGradientNorm) = (schedule, maxGradientNorm);
        var named = model.named_parameters().ToList();
        _parameters = [.. named.Select(entry => entry.parameter)];
        var groups = named.GroupBy(entry => (IsHead: entry.name.StartsWith(Head, StringComparison.Ordinal), IsExempt: IsExempt(entry.name))).ToList();
        _factors = [.. groups.Select(group => group.Key.IsHead ? headFactor : 1)];
        Optimizer = optim.AdamW(
            [.. groups.Select(group => new AdamW.ParamGroup(
                group.Select(entry => entry.parameter),
                new() { weight_decay = group.Key.IsExempt ? 0 : weightDecay, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 }))],
            lr: schedule.Peak);
    }

    /// <summary>Its state is part of a checkpoint.</summary>
    public AdamW Optimizer { get; }

    /// <param name="step">Counted from 0 over the whole training.</param>
    /// <param name="loss">Computes the mean loss of a batch, a scalar.</param>
    /// <returns>The loss before the step (nats), and the gradient norm before clipping.</returns>
    public (float Loss, double GradientNorm) Run(int step, Func<Tensor> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        using var scope = NewDisposeScope();
        foreach (var (group, factor) in Optimizer.ParamGroups.Zip(_factors))
        {
            group.LearningRate = _schedule.At(step) * factor;
        }

        Optimizer.zero_grad();
        var value = loss(); // []
        value.backward();
        var norm = nn.utils.clip_grad_norm_(_parameters, _maxGradientNorm);
        Optimizer.step();
        return (value.item<float>(), norm); // waits for the device
    }

    public void Dispose() => Optimizer.Dispose();

    private static bool IsExempt(string name) =>
        name.Split('.') is [.., var module, var parameter] && (parameter == "bias" || module == "LayerNorm");
}
