using ForumClassifier.Core.Codings;

namespace ForumClassifier.Core.Predictions;

/// <summary>The codes of a classifier as one level of their taxonomy sees them.</summary>
public sealed class TaxonomyLevel
{
    private readonly IReadOnlyList<int> _indices; // for each code of the classifier, its code of the level
    private readonly Func<IEnumerable<int>, IReadOnlyList<float>, float> _combine;

    internal TaxonomyLevel(int level, CodeSet codes, IReadOnlyList<int> indices, Func<IEnumerable<int>, IReadOnlyList<float>, float> combine) =>
        (Level, Codes, _indices, _combine) = (level, codes, indices, combine);

    /// <summary>1 for the top.</summary>
    public int Level { get; }

    /// <summary>The codes of the level.</summary>
    public CodeSet Codes { get; }

    /// <summary>Class indices of the level's codes for those of the classifier's, each once, in ascending order.</summary>
    public IReadOnlyList<int> Of(IEnumerable<int> codes) => [.. codes.Select(code => _indices[code]).Distinct().Order()];

    /// <summary>One probability for each code of the level.</summary>
    public IReadOnlyList<float> Probabilities(IReadOnlyList<float> probabilities) =>
        [.. Enumerable.Range(0, Codes.Count).Select(code => _combine(_indices.Index().Where(entry => entry.Item == code).Select(entry => entry.Index), probabilities))];
}
