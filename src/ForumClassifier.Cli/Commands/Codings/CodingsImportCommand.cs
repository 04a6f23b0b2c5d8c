using System.CommandLine;
using ForumClassifier.Cli.Jobs.Codings;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Codings.Wide;
using ForumClassifier.Corpora.RefiQda;

namespace ForumClassifier.Cli.Commands.Codings;

/// <summary><c>forum-classifier codings import</c>: a spreadsheet or a REFI-QDA project to a folder of labelled data.</summary>
internal sealed class CodingsImportCommand : Command
{
    private readonly Option<string> _input = new("--input") { Description = "Table of a row a post: .csv, .xlsx or another that the program reads; or a REFI-QDA project: .qdpx, .qde.", Required = true };
    private readonly Option<RefiUnit?> _unit = new("--unit") { Description = "What of a project becomes a post: source (a text; the default) or passage (each coded part of one)." };
    private readonly Option<string> _output = new("--output") { Description = "Folder of labelled data to be written.", Required = true };
    private readonly Option<string?> _taxonomy = new("--taxonomy") { Description = "taxonomy.yaml whose ids or names the labels are, or whose codes those of a project are (by guid, else by their names from the top down). Default: one made of the labels, or of the project's codebook." };
    private readonly Option<Assignment?> _assignment = new("--assignment") { Description = "single or multiple. Default: the taxonomy's; without one, multiple with code columns or a label separator." };
    private readonly Option<string[]> _codeColumns = new("--code-column") { Description = "Column that is a code, with 1, x, yes or true where a post has it; repeat it.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _coderLabels = new("--coder-labels") { Description = "Column that holds one coder's labels and bears that coder's name; repeat it.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _coderColumn = new("--coder-column") { Description = "Column that says who coded the row; a post may have a row for each coder." };
    private readonly Option<string> _coder = new("--coder") { Description = "Who coded, where no column says it.", DefaultValueFactory = _ => new WideColumns().Coder };
    private readonly Option<string?> _noteColumn = new("--note-column") { Description = "Column of the coder's notes." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing folder." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the counts as JSON." };
    private readonly PostColumnOptions _columns;

    public CodingsImportCommand() : base("import", """
        Make a folder of labelled data of a spreadsheet with a row a post, or of a project of NVivo, MAXQDA, ATLAS.ti and others (REFI-QDA). Tables that 'codings export' wrote need no options but --taxonomy.

        Example:
          forum-classifier codings import --input codings.xlsx --taxonomy labeled-data/hugging-face-forum/taxonomy.yaml --output labeled-data/changed
          forum-classifier codings import --input coded.csv --label-column codes --label-separator ";" --coder ada --output labeled-data/mine
          forum-classifier codings import --input project.qdpx --output labeled-data/project
          forum-classifier codings import --input reviewed.qdpx --taxonomy labeled-data/hugging-face-forum/taxonomy.yaml --output labeled-data/reviewed
        """)
    {
        foreach (var option in (Option[])[_input, _output, _unit, _taxonomy, _assignment, _codeColumns, _coderLabels, _coderColumn, _coder, _noteColumn, _overwrite, _json])
        {
            Options.Add(option);
        }

        _columns = new PostColumnOptions(this, hasLabels: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var columns = new WideColumns
        {
            Posts = _columns.Read(args),
            CodeColumns = args.GetValue(_codeColumns) ?? [],
            CoderLabelColumns = args.GetValue(_coderLabels) ?? [],
            CoderColumn = args.GetValue(_coderColumn),
            NoteColumn = args.GetValue(_noteColumn),
            Coder = args.GetRequiredValue(_coder).Trim(),
        };
        var request = new CodingsImportRequest(args.GetRequiredValue(_input), args.GetRequiredValue(_output), args.GetValue(_unit), columns, args.GetValue(_taxonomy), args.GetValue(_assignment), args.GetValue(_overwrite), args.GetValue(_json));
        await CodingsImportJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), cancellationToken);
        return ExitCode.Done;
    }
}
