using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>A kind of file that holds a taxonomy.</summary>
/// <param name="Name">As an option names it.</param>
/// <param name="Endings">Of file names, with the dot, in lower case.</param>
/// <param name="ReadAsync">Throws <see cref="Core.ForumClassifierException"/> for what is wrong with the file.</param>
/// <param name="Write">Throws <see cref="Core.Files.OutputException"/> where the file cannot be written.</param>
public sealed record TaxonomyFormat(
    string Name, IReadOnlyList<string> Endings, Func<string, CancellationToken, Task<Taxonomy>> ReadAsync, Action<string, Taxonomy> Write)
{
    /// <summary>Every kind, each with its one reader and its one writer.</summary>
    public static IReadOnlyList<TaxonomyFormat> All { get; } =
    [
        new("yaml", [".yaml", ".yml"], (path, _) => Task.FromResult(TaxonomyFile.Read(path)), TaxonomyFile.Write),
        new("csv", [".csv"], CodebookReader.ReadAsync, CodebookWriter.Write),
    ];

    /// <summary>The format with a name, or the one that the ending of a path asks for; null where there is none.</summary>
    /// <param name="name"><c>auto</c> for the ending.</param>
    public static TaxonomyFormat? Of(string path, string name) => name == "auto"
        ? All.FirstOrDefault(format => format.Endings.Contains(Path.GetExtension(path).ToLowerInvariant()))
        : All.FirstOrDefault(format => format.Name == name);
}
