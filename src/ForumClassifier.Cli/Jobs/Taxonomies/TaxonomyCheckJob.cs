using ForumClassifier.Cli.Terminal;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Cli.Jobs.Taxonomies;

/// <summary>Checks a taxonomy and its ledger.</summary>
internal static class TaxonomyCheckJob
{
    private const int MostShown = 10;

    /// <exception cref="Core.ForumClassifierException">It is not valid: every problem with its line.</exception>
    public static void Run(string path, bool json, Screen screen)
    {
        var taxonomy = TaxonomyFile.Read(path);
        List<string> undefined = [.. taxonomy.All().Where(code => code.Codable && code.Definition.Length == 0).Select(code => code.Id)];
        List<string> doubled = [.. taxonomy.All().GroupBy(code => code.Name, StringComparer.OrdinalIgnoreCase).Where(codes => codes.Count() > 1).SelectMany(codes => codes.Select(code => code.Id))];
        if (json)
        {
            screen.Line(JsonText.Of(new
            {
                taxonomy.Name,
                taxonomy.Version,
                taxonomy.Assignment,
                Codes = taxonomy.All().Count(),
                Levels = TaxonomyText.Depth(taxonomy.Codes),
                Headings = taxonomy.All().Count(code => !code.Codable),
                Changes = taxonomy.Changes.Count,
                WithoutDefinition = undefined,
                WithTheSameName = doubled,
            }));
            return;
        }

        screen.Line($"{path} is valid: {TaxonomyText.Facts(taxonomy)}.");
        Remark(screen, undefined, "without a definition");
        Remark(screen, doubled, "with a name that another code has too");
    }

    private static void Remark(Screen screen, List<string> codes, string what)
    {
        if (codes.Count > 0)
        {
            screen.Line($"{TaxonomyText.Count(codes.Count, "code")} {what}: {Shown.Names(codes, MostShown)}.");
        }
    }
}
