using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.RefiQda;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>A kind of file that holds a taxonomy.</summary>
/// <param name="Name">As an option names it.</param>
/// <param name="Endings">Of file names, with the dot, in lower case.</param>
/// <param name="ReadAsync">The taxonomy, and what the file holds that has no place in it, each with its count. Throws <see cref="Core.ForumClassifierException"/> for what is wrong with the file.</param>
/// <param name="Write">Throws <see cref="Core.Files.OutputException"/> where the file cannot be written.</param>
public sealed record TaxonomyFormat(
    string Name, IReadOnlyList<string> Endings, Func<string, CancellationToken, Task<(Taxonomy Taxonomy, IReadOnlyList<string> LeftOut)>> ReadAsync, Action<string, Taxonomy> Write)
{
    /// <summary>Every kind, each with its one reader and its one writer.</summary>
    public static IReadOnlyList<TaxonomyFormat> All { get; } =
    [
        new("yaml", [".yaml", ".yml"], (path, _) => Task.FromResult(Whole(TaxonomyFile.Read(path))), TaxonomyFile.Write),
        new("csv", [".csv"], async (path, cancellationToken) => Whole(await CodebookReader.ReadAsync(path, cancellationToken)), CodebookWriter.Write),
        new("refi-qda", [".qdc", ".qdpx", ".qde"], (path, _) => Task.FromResult(OfRefiQda(RefiCodebook.Read(path))), RefiCodebook.Write),
    ];

    /// <summary>The format with a name, or the one that the ending of a path asks for; null where there is none.</summary>
    /// <param name="name"><c>auto</c> for the ending.</param>
    public static TaxonomyFormat? Of(string path, string name) => name == "auto"
        ? All.FirstOrDefault(format => format.Endings.Contains(Path.GetExtension(path).ToLowerInvariant()))
        : All.FirstOrDefault(format => format.Name == name);

    private static (Taxonomy, IReadOnlyList<string>) Whole(Taxonomy taxonomy) => (taxonomy, []);

    private static (Taxonomy, IReadOnlyList<string>) OfRefiQda(RefiCodebookImport import) =>
        (import.Taxonomy, [.. import.LeftOut.Select(count => FormattableString.Invariant($"{count.What}: {count.Count}"))]);
}
