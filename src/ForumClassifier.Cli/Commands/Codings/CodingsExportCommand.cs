using System.CommandLine;
using ForumClassifier.Cli.Jobs.Codings;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands.Codings;

/// <summary><c>forum-classifier codings export</c>: a folder of labelled data to a spreadsheet.</summary>
internal sealed class CodingsExportCommand : Command
{
    private readonly Option<string> _labeledData = new("--labeled-data") { Description = "Folder of labelled data.", Required = true };
    private readonly Option<string> _output = new("--output") { Description = "File to be written; its ending says how: .csv or .xlsx.", Required = true };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing file." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the counts as JSON." };

    public CodingsExportCommand() : base("export", """
        Write labelled data as one table with a row a post: its text, and beside it the codes and notes of each coder.

        Example:
          forum-classifier codings export --labeled-data labeled-data/hugging-face-forum --output codings.xlsx
        """)
    {
        foreach (var option in (Option[])[_labeledData, _output, _overwrite, _json])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new CodingsExportRequest(args.GetRequiredValue(_labeledData), args.GetRequiredValue(_output), args.GetValue(_overwrite), args.GetValue(_json));
        await CodingsExportJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), cancellationToken);
        return ExitCode.Done;
    }
}
