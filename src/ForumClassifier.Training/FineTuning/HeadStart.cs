using ForumClassifier.Modeling.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForumClassifier.Training.FineTuning;

/// <summary>The rows of an older model's head that a new head begins with.</summary>
internal sealed class HeadStart
{
    private readonly IReadOnlyList<IReadOnlyList<int>> _origins;
    private readonly float[] _weight; // [older codes, D]
    private readonly float[] _bias;   // [older codes]

    /// <param name="folder">Of the older model.</param>
    /// <param name="origins">For each new code, the older codes whose mean it begins as; none for one that begins afresh.</param>
    /// <exception cref="WeightsException">The head is missing.</exception>
    public HeadStart(string folder, IReadOnlyList<IReadOnlyList<int>> origins)
    {
        _origins = origins;
        using var scope = NewDisposeScope();
        using var checkpoint = Checkpoint.Open(folder);
        (_weight, _bias) = (Numbers("classifier.weight"), Numbers("classifier.bias"));

        float[] Numbers(string name) => checkpoint.Contains(name)
            ? checkpoint.Read(name).to_type(ScalarType.Float32).data<float>().ToArray()
            : throw new WeightsException(folder, $"Its weights hold no {name}.", "Copy the model folder again, or start from another.");
    }

    /// <summary>Sets weights and bias of the codes that come from older ones; the others keep theirs.</summary>
    public void Apply(Linear head)
    {
        ArgumentNullException.ThrowIfNull(head);
        var bias = head.bias ?? throw new ArgumentException("The head has no bias.", nameof(head));
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (code, origins) in _origins.Index().Where(entry => entry.Item.Count > 0))
        {
            head.weight.select(0, code).copy_(tensor(MeanRow(_weight, origins), device: head.weight.device)); // [D]
            bias.select(0, code).copy_(tensor(MeanRow(_bias, origins)[0], device: bias.device));              // []
        }
    }

    private float[] MeanRow(float[] rows, IReadOnlyList<int> origins)
    {
        var width = rows.Length / _bias.Length;
        return [.. Enumerable.Range(0, width).Select(column => (float)origins.Average(row => (double)rows[(row * width) + column]))];
    }
}
