using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Cli.Jobs.Taxonomies;

/// <summary>What <c>taxonomy import</c> and <c>export</c> are asked to do.</summary>
/// <param name="Inputs">At least one.</param>
/// <param name="Assignment">Null for the input's.</param>
internal sealed record TaxonomyConversion(
    IReadOnlyList<string> Inputs, string Output, string InputFormat, string OutputFormat, Assignment? Assignment, bool Overwrite, bool Json);

/// <summary>Codebooks of one kind of file to another.</summary>
internal static class TaxonomyConversionJob
{
    private static readonly string Endings = $"Let it end in {string.Join(", ", TaxonomyFormat.All.SelectMany(format => format.Endings))}, or name its format with --format.";

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(TaxonomyConversion request, Screen screen, CancellationToken cancellationToken)
    {
        var output = TaxonomyFormat.Of(request.Output, request.OutputFormat)
            ?? throw new OutputException(request.Output, "The ending of the name does not say how to write a taxonomy.", Endings);
        if (!request.Overwrite && File.Exists(request.Output))
        {
            throw new OutputException(request.Output, "It exists.", "Choose another --output, or replace it with --overwrite.");
        }

        var parts = new List<(string Path, Taxonomy Taxonomy)>();
        foreach (var path in request.Inputs)
        {
            var format = TaxonomyFormat.Of(path, request.InputFormat) ?? throw new InputException(path, null, "The ending of the name does not say what the file is.", Endings);
            var (part, leftOut) = await format.ReadAsync(path, cancellationToken);
            parts.Add((path, part));
            foreach (var count in leftOut)
            {
                screen.Warn($"{path}: A taxonomy has no place for {count}.");
            }
        }

        var taxonomy = Join(parts, request.Output);
        if (taxonomy.Changes.Count > 0 && output.Name != "yaml")
        {
            screen.Warn($"{request.Output}: The ledger of changes has no place in this format; keep the taxonomy.yaml.");
        }

        taxonomy = taxonomy with { Assignment = request.Assignment ?? taxonomy.Assignment };
        output.Write(request.Output, taxonomy);
        Print(taxonomy, request, screen);
    }

    private static Taxonomy Join(List<(string Path, Taxonomy Taxonomy)> parts, string output)
    {
        if (parts is [var only])
        {
            return only.Taxonomy;
        }

        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> doubled = [.. parts.SelectMany(part => part.Taxonomy.All().Where(code => !from.TryAdd(code.Id, part.Path))
            .Select(code => $"{part.Path}: The id '{code.Id}' is already in {from[code.Id]}; give one of the two codes another name or id."))];
        doubled.AddRange(parts.Where(part => part.Taxonomy.Changes.Count > 0).Select(part => $"{part.Path}: It has a ledger of changes; only codebooks without one can be joined."));
        return doubled.Count > 0
            ? throw new TaxonomyException(output, doubled)
            : parts[0].Taxonomy with { Name = NameOf(output), Codes = [.. parts.SelectMany(part => part.Taxonomy.Codes)] };
    }

    /// <summary>A joined codebook is named after its file, or after the folder of a <c>taxonomy.yaml</c>.</summary>
    private static string NameOf(string output)
    {
        var name = Path.GetFileNameWithoutExtension(output);
        return name == "taxonomy" && Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(output))) is { Length: > 0 } folder ? folder : name;
    }

    private static void Print(Taxonomy taxonomy, TaxonomyConversion request, Screen screen)
    {
        if (request.Json)
        {
            screen.Line(JsonText.Of(new
            {
                request.Output,
                taxonomy.Name,
                taxonomy.Version,
                taxonomy.Assignment,
                Codes = taxonomy.All().Count(),
                TopLevel = taxonomy.Codes.Count,
                Levels = TaxonomyText.Depth(taxonomy.Codes),
            }));
            return;
        }

        screen.Line($"{TaxonomyText.Facts(taxonomy)}; {TaxonomyText.Number(taxonomy.Codes.Count)} at the top level");
        screen.Wrote(request.Output);
    }
}
