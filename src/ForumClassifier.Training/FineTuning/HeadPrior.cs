using ForumClassifier.Core.Codings;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForumClassifier.Training.FineTuning;

/// <summary>Lets a new head begin with the shares of the codes, so that training need not first learn how rare they are.</summary>
internal static class HeadPrior
{
    private const double Pseudocount = 0.5; // keeps a code without, or with only, examples finite

    /// <summary>Sets the bias to the log-odds of each code (<see cref="Assignment.Multiple"/>) or the logarithm of its share.</summary>
    public static void Set(Linear head, IReadOnlyList<Example> training, Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(training);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var bias = head.bias ?? throw new ArgumentException("The head has no bias.", nameof(head));
        float[] values = [.. Enumerable.Range(0, (int)bias.shape[0]).Select(code =>
        {
            var share = (training.Count(example => example.Targets[code] == 1) + Pseudocount) / (training.Count(example => !float.IsNaN(example.Targets[code])) + (2 * Pseudocount));
            return (float)(assignment == Assignment.Multiple ? Math.Log(share / (1 - share)) : Math.Log(share));
        })];
        bias.copy_(tensor(values, device: bias.device)); // [C]
    }
}
