using System.CommandLine;
using ForumClassifier.Cli.Jobs.Codings;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands.Codings;

/// <summary><c>forum-classifier codings export</c>: a folder of labelled data to a spreadsheet or a REFI-QDA project.</summary>
internal sealed class CodingsExportCommand : Command
{
    private readonly Option<string> _labeledData = new("--labeled-data") { Description = "Folder of labelled data.", Required = true };
    private readonly Option<string?> _predictions = new("--predictions") { Description = "File that 'label' wrote: what it says of these posts is added as the codings of a coder with the model's name." };
    private readonly Option<string> _output = new("--output") { Description = "File to be written; its ending says how: .csv, .xlsx, .qdpx or .qde.", Required = true };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing file." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the counts as JSON." };

    public CodingsExportCommand() : base("export", """
        Write labelled data as one table with a row a post (its text, and beside it the codes and notes of each coder), or as a REFI-QDA project.

        Example:
          forum-classifier codings export --labeled-data labeled-data/hugging-face-forum --output codings.xlsx
          forum-classifier codings export --labeled-data labeled-data/hugging-face-forum --predictions predictions.csv --output review.qdpx
        """)
    {
        foreach (var option in (Option[])[_labeledData, _predictions, _output, _overwrite, _json])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new CodingsExportRequest(args.GetRequiredValue(_labeledData), args.GetValue(_predictions), args.GetRequiredValue(_output), args.GetValue(_overwrite), args.GetValue(_json));
        await CodingsExportJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), cancellationToken);
        return ExitCode.Done;
    }
}
