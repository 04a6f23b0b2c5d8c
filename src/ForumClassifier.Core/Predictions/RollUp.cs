using ForumClassifier.Core.Codings;

namespace ForumClassifier.Core.Predictions;

/// <summary>Carries probabilities and decisions of a classifier's codes up the tree of their taxonomy.</summary>
/// <remarks>
/// Under single assignment the probability of a parent is the sum of its own (where the classifier gives it) and those of all codes below
/// it: a post has exactly one of them. Under multiple it is the largest of them, which is the least that does not contradict one of them.
/// A parent is chosen where it, or any code below it, is. Codes that the taxonomy does not know stand at its top.
/// </remarks>
public sealed class RollUp
{
    private readonly Assignment _assignment;
    private readonly IReadOnlyList<IReadOnlyList<string>> _paths; // for each code, from the top to itself
    private readonly IReadOnlyList<IReadOnlyList<int>> _members;  // for each parent, the class indices of it and of all codes below it

    public RollUp(Taxonomy taxonomy, CodeSet codes)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        ArgumentNullException.ThrowIfNull(codes);
        var paths = Paths(taxonomy.Codes, []).ToDictionary(path => path[^1], StringComparer.Ordinal);
        (_assignment, Codes) = (taxonomy.Assignment, codes);
        _paths = [.. codes.Select(code => paths.GetValueOrDefault(code, [code]))];
        Parents = [.. taxonomy.All().Select(code => code.Id).Where(id => _paths.Any(path => path.SkipLast(1).Contains(id)))];
        _members = [.. Parents.Select(parent => (IReadOnlyList<int>)[.. _paths.Index().Where(path => path.Item.Contains(parent)).Select(path => path.Index)])];
        Levels = _paths.Max(path => path.Count);
    }

    /// <summary>The classifier's, in the order of its probabilities.</summary>
    public CodeSet Codes { get; }

    /// <summary>Ids of the codes that have one of the classifier's codes below them, parents before their children; empty for a flat taxonomy.</summary>
    public IReadOnlyList<string> Parents { get; }

    /// <summary>How deep the classifier's codes lie: 1 for a flat taxonomy.</summary>
    public int Levels { get; }

    /// <summary>The probabilities of the parents.</summary>
    /// <param name="probabilities">One for each code of the classifier, in [0, 1]; under single assignment they add up to 1.</param>
    /// <returns>One for each of <see cref="Parents"/>, in [0, 1].</returns>
    public IReadOnlyList<float> Probabilities(IReadOnlyList<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return [.. _members.Select(members => Combine(members, probabilities))];
    }

    /// <summary>The parents that are chosen because they, or a code below them, are.</summary>
    /// <param name="codes">Ids of codes of the classifier.</param>
    public IReadOnlyList<string> Chosen(IReadOnlyCollection<string> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return [.. Parents.Where((_, parent) => _members[parent].Any(code => codes.Contains(Codes[code])))];
    }

    /// <summary>The taxonomy cut at a level: codes below it count as the code above them there, codes above it as themselves.</summary>
    /// <param name="level">From 1, the top, to <see cref="Levels"/>, where every code is itself.</param>
    public TaxonomyLevel At(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, Levels);
        string[] ids = [.. _paths.Select(path => path[Math.Min(level, path.Count) - 1])];
        var codes = new CodeSet(ids.Distinct(StringComparer.Ordinal));
        return new TaxonomyLevel(level, codes, [.. ids.Select(codes.IndexOf)], Combine);
    }

    private float Combine(IEnumerable<int> members, IReadOnlyList<float> probabilities) => _assignment == Assignment.Single
        ? (float)Math.Min(1, members.Sum(code => (double)probabilities[code]))
        : members.Max(code => probabilities[code]);

    private static IEnumerable<IReadOnlyList<string>> Paths(IEnumerable<Code> codes, IReadOnlyList<string> above) =>
        codes.SelectMany(code => Paths(code.Children, [.. above, code.Id]).Prepend([.. above, code.Id]));
}
