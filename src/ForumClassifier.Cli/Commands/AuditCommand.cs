using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier audit</c>: likely mistakes in labelled data.</summary>
internal sealed class AuditCommand : Command
{
    private readonly Option<string> _labeledData = new("--labeled-data") { Description = "Folder of labelled data, or a table with a label column.", Required = true };
    private readonly Option<string?> _output = new("--output") { Description = "Folder for audit.md and findings.csv." };
    private readonly Option<string?> _taxonomy = new("--taxonomy") { Description = "taxonomy.yaml. Default: the folder's own; for a table, its labels." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing output." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the report as JSON." };
    private readonly PostColumnOptions _columns;

    public AuditCommand() : base("audit", """
        Look for likely mistakes: unknown codes, posts coded twice, coders who disagree, duplicates (also across the splits of training), rare codes.
        Posts are named by their ids; their text is not shown.

        Example:
          forum-classifier audit --labeled-data labeled-data/hugging-face-forum --output runs/audit
        """)
    {
        foreach (var option in (Option[])[_labeledData, _output, _taxonomy, _overwrite, _json])
        {
            Options.Add(option);
        }

        _columns = new PostColumnOptions(this, hasLabels: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new AuditRequest(args.GetRequiredValue(_labeledData), args.GetValue(_output), _columns.Read(args), args.GetValue(_taxonomy), args.GetValue(_overwrite), args.GetValue(_json));
        await AuditJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), cancellationToken);
        return ExitCode.Done;
    }
}
