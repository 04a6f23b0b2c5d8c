namespace ForumClassifier.Core.Codings;

/// <summary>A versioned tree of codes.</summary>
/// <param name="Name">Of the codebook, such as <c>hugging-face-forum</c>.</param>
/// <param name="Version">At least 1.</param>
/// <param name="Assignment">How many codes a post can have.</param>
/// <param name="Codes">The top level, in the order of the codebook; ids are unique in the whole tree.</param>
public sealed record Taxonomy(string Name, int Version, Assignment Assignment, IReadOnlyList<Code> Codes)
{
    /// <summary>The ledger: what changed between the versions, oldest first.</summary>
    public IReadOnlyList<TaxonomyChange> Changes { get; init; } = [];

    /// <summary>Every code of the tree, parents before their children.</summary>
    public IEnumerable<Code> All() => Codes.SelectMany(Flatten);

    /// <summary>The code with this id, or null.</summary>
    public Code? Find(string id) => All().FirstOrDefault(code => code.Id == id);

    private static IEnumerable<Code> Flatten(Code code) => [code, .. code.Children.SelectMany(Flatten)];
}
