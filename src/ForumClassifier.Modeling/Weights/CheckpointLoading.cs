using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Weights;

/// <summary>Fills a module's parameters from a checkpoint, and the other way round, by name.</summary>
internal static class CheckpointLoading
{
    private const string Prefix = "bert.";
    private const string Head = "classifier.";

    /// <summary>Copies every parameter the checkpoint has, in the parameter's own number format.</summary>
    /// <param name="isHeadNew">True where the head is to be trained: its parameters keep their values, and a stored head is for other codes.</param>
    /// <exception cref="WeightsException">A parameter is missing or has another shape; all of them are listed.</exception>
    public static void Load(nn.Module module, Checkpoint checkpoint, string folder, bool isHeadNew)
    {
        var parameters = module.named_parameters().Where(entry => !(isHeadNew && entry.name.StartsWith(Head, StringComparison.Ordinal))).ToList();
        var stored = Find([.. parameters.Select(entry => (entry.name, (IReadOnlyList<long>)entry.parameter.shape))], checkpoint, folder);
        using var noGrad = no_grad();
        foreach (var (name, parameter) in parameters)
        {
            using var scope = NewDisposeScope();
            parameter.copy_(checkpoint.Read(stored[name]));
        }
    }

    /// <summary>Finds parameters in a checkpoint.</summary>
    /// <returns>The name of each in the checkpoint.</returns>
    /// <exception cref="WeightsException">A parameter is missing or has another shape; all of them are listed.</exception>
    public static IReadOnlyDictionary<string, string> Find(IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> parameters, Checkpoint checkpoint, string folder)
    {
        var stored = checkpoint.Names.GroupBy(Canonical).ToDictionary(names => names.Key, names => names.First(), StringComparer.Ordinal);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> problems = [];
        foreach (var (name, shape) in parameters)
        {
            if (!stored.TryGetValue(Canonical(name), out var source))
            {
                problems.Add($"{Canonical(name)} is missing");
            }
            else if (!checkpoint.ShapeOf(source).SequenceEqual(shape))
            {
                problems.Add($"{source} has the shape [{string.Join(", ", checkpoint.ShapeOf(source))}], not [{string.Join(", ", shape)}]");
            }
            else
            {
                found[name] = source;
            }
        }

        if (problems.Count > 0)
        {
            var shown = string.Join("; ", problems.Take(5)) + (problems.Count > 5 ? $"; and {problems.Count - 5} more" : "");
            throw new WeightsException(folder, $"Its weights do not fit its config.json: {shown}.", "Copy or download config.json and the weights of one model together.");
        }

        return found;
    }

    /// <summary>The parameters under the names of a checkpoint without prefix, in their order.</summary>
    public static IReadOnlyList<(string Name, Tensor Tensor)> Named(nn.Module module) =>
        [.. module.named_parameters().Select(entry => (Canonical(entry.name), (Tensor)entry.parameter))];

    // Names differ by prefix (bert.) and, in old checkpoints, in those of LayerNorm's parameters.
    private static string Canonical(string name)
    {
        name = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        return name.EndsWith("LayerNorm.gamma", StringComparison.Ordinal) ? name[..^"gamma".Length] + "weight"
            : name.EndsWith("LayerNorm.beta", StringComparison.Ordinal) ? name[..^"beta".Length] + "bias"
            : name;
    }
}
