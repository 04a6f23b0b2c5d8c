using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>A codebook that was read.</summary>
/// <param name="Origin">The tool that wrote it; empty where it does not say.</param>
/// <param name="SetCount">Sets of the file, with members or without.</param>
/// <param name="LeftOut">What the taxonomy has no place for.</param>
public sealed record RefiCodebookImport(Taxonomy Taxonomy, string Origin, int SetCount, IReadOnlyList<RefiCount> LeftOut)
{
    public int CodeCount { get; } = Taxonomy.All().Count();

    /// <summary>Levels of the tree, at least 1.</summary>
    public int Depth { get; } = Taxonomy.Codes.Max(Levels);

    internal static int Levels(Code code) => 1 + code.Children.Select(Levels).DefaultIfEmpty(0).Max();
}
