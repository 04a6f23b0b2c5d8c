using System.CommandLine;
using ForumClassifier.Cli.Jobs.Taxonomies;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands.Taxonomies;

/// <summary><c>forum-classifier taxonomy migrate</c>: labelled data to a newer version of their taxonomy.</summary>
internal sealed class TaxonomyMigrateCommand : Command
{
    private readonly Option<string?> _labeledData = new("--labeled-data") { Description = "Folder of labelled data of any older version." };
    private readonly Option<string> _taxonomy = new("--taxonomy") { Description = "taxonomy.yaml of the newest version, with its ledger.", Required = true };
    private readonly Option<string?> _output = new("--output") { Description = "Folder for the labelled data of the newest version, and recode.csv." };
    private readonly Option<string?> _model = new("--model") { Description = "Folder of a trained model: recode.csv begins with the posts that it doubts most." };
    private readonly Option<bool> _check = new("--check") { Description = "Write nothing; say which models, labelled data and predictions under this folder are of older versions." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing output." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the counts as JSON." };
    private readonly ComputeOptions _compute;

    public TaxonomyMigrateCommand() : base("migrate", """
        Carry codings over to a new version of their taxonomy. Posts that a person has to look at again are listed in recode.csv.

        Example:
          forum-classifier taxonomy migrate --labeled-data labeled-data/my-forum --taxonomy taxonomy-2.yaml --output labeled-data/my-forum-2
        """)
    {
        foreach (var option in (Option[])[_labeledData, _taxonomy, _output, _model, _check, _overwrite, _json])
        {
            Options.Add(option);
        }

        _compute = new ComputeOptions(this, hasEngine: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var screen = new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error);
        var (labeledData, output, json) = (args.GetValue(_labeledData), args.GetValue(_output), args.GetValue(_json));
        if (args.GetValue(_check))
        {
            await TaxonomyStaleJob.RunAsync(args.GetRequiredValue(_taxonomy), labeledData, args.GetValue(_model), json, screen, cancellationToken);
            return ExitCode.Done;
        }

        if (labeledData is null || output is null)
        {
            throw new UsageException("Options '--labeled-data' and '--output' are required, unless --check is given.");
        }

        var request = new TaxonomyMigrateRequest(labeledData, args.GetRequiredValue(_taxonomy), output, args.GetValue(_model), _compute.Read(args), args.GetValue(_overwrite), json);
        await TaxonomyMigrateJob.RunAsync(request, screen, cancellationToken);
        return ExitCode.Done;
    }
}
