using System.CommandLine;
using ForumClassifier.Cli.Jobs.Taxonomies;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Cli.Commands.Taxonomies;

/// <summary><c>forum-classifier taxonomy import</c>: a codebook of another tool to <c>taxonomy.yaml</c>.</summary>
internal sealed class TaxonomyImportCommand : Command
{
    private static readonly string[] Formats = ["auto", .. TaxonomyFormat.All.Select(format => format.Name)];

    private readonly Option<string[]> _input = new("--input") { Description = "Codebook; repeat it for one that lies in several files.", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _output = new("--output") { Description = "taxonomy.yaml to be written.", Required = true };
    private readonly Option<string> _format = new Option<string>("--format") { Description = $"Of the input: {string.Join(", ", Formats)}. auto goes by the ending.", DefaultValueFactory = _ => "auto" }.AcceptOnlyFromAmong(Formats);
    private readonly Option<Assignment?> _assignment = new("--assignment") { Description = "single or multiple. Default: the codebook's; where it says nothing, multiple." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing file." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the counts as JSON." };

    public TaxonomyImportCommand() : base("import", """
        Make a taxonomy.yaml of a codebook: REFI-QDA (.qdc, or a project's), or a CSV with the columns category, subcategory and definition, or id, parent, name and definition.

        Example:
          forum-classifier taxonomy import --input codebook.qdc --output taxonomy.yaml
          forum-classifier taxonomy import --format csv --input challenges.csv --input benefits.csv --output taxonomy.yaml
        """)
    {
        foreach (var option in (Option[])[_input, _output, _format, _assignment, _overwrite, _json])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new TaxonomyConversion(args.GetRequiredValue(_input), args.GetRequiredValue(_output), args.GetRequiredValue(_format), "auto", args.GetValue(_assignment), args.GetValue(_overwrite), args.GetValue(_json));
        await TaxonomyConversionJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), cancellationToken);
        return ExitCode.Done;
    }
}
