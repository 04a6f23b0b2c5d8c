using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Analysis.Crosswalks;

/// <summary>How much a model doubts which of some codes a post has; the model may be of another version of the taxonomy.</summary>
/// <remarks>
/// The doubt about one code is the binary entropy of its probability p in bits, -p log2 p - (1 - p) log2(1 - p): 1 at p = 0.5, 0 at p = 0 or 1.
/// The doubt about several is the largest of theirs.
/// </remarks>
public sealed class ModelDoubt
{
    private readonly CodeSet _codes;
    private readonly ILookup<string, int> _columns; // by id in the newest version

    /// <param name="codes">Of the model.</param>
    /// <param name="walk">From the model's version of the taxonomy to the newest.</param>
    public ModelDoubt(CodeSet codes, Crosswalk walk)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(walk);
        _codes = codes;
        _columns = codes.Index().ToLookup(code => walk.Find(code.Item)?.Successor ?? code.Item, code => code.Index, StringComparer.Ordinal);
    }

    /// <summary>The doubt about the candidates that the model knows; where it knows none, about the old code.</summary>
    /// <param name="probabilities">In the order of the model's codes.</param>
    /// <returns>In [0, 1]; null where the model knows neither.</returns>
    public double? Of(IReadOnlyList<float> probabilities, IReadOnlyList<string> candidates, string oldCode)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(candidates);
        List<int> columns = [.. candidates.SelectMany(code => _columns[code])];
        if (columns.Count == 0 && _codes.Contains(oldCode))
        {
            columns.Add(_codes.IndexOf(oldCode));
        }

        return columns.Count == 0 ? null : columns.Max(column => Entropy(probabilities[column]));
    }

    private static double Entropy(double p) => p is <= 0 or >= 1 ? 0 : -(p * Math.Log2(p)) - ((1 - p) * Math.Log2(1 - p));
}
