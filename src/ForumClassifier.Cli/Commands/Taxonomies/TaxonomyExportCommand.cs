using System.CommandLine;
using ForumClassifier.Cli.Jobs.Taxonomies;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Cli.Commands.Taxonomies;

/// <summary><c>forum-classifier taxonomy export</c>: <c>taxonomy.yaml</c> to a codebook of another tool.</summary>
internal sealed class TaxonomyExportCommand : Command
{
    private static readonly string[] Formats = ["auto", .. TaxonomyFormat.All.Select(format => format.Name)];

    private readonly Option<string> _input = new("--input") { Description = "taxonomy.yaml.", Required = true };
    private readonly Option<string> _output = new("--output") { Description = "File to be written.", Required = true };
    private readonly Option<string> _format = new Option<string>("--format") { Description = $"Of the output: {string.Join(", ", Formats)}. auto goes by the ending.", DefaultValueFactory = _ => "auto" }.AcceptOnlyFromAmong(Formats);
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing file." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the counts as JSON." };

    public TaxonomyExportCommand() : base("export", """
        Write the codes of a taxonomy for another tool.

        Example:
          forum-classifier taxonomy export --input labeled-data/hugging-face-forum/taxonomy.yaml --output codebook.csv
        """)
    {
        foreach (var option in (Option[])[_input, _output, _format, _overwrite, _json])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new TaxonomyConversion([args.GetRequiredValue(_input)], args.GetRequiredValue(_output), "auto", args.GetRequiredValue(_format), null, args.GetValue(_overwrite), args.GetValue(_json));
        await TaxonomyConversionJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), cancellationToken);
        return ExitCode.Done;
    }
}
