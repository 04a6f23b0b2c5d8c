using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier corpus convert</c>: any dump to CSV, JSON Lines or Parquet.</summary>
internal sealed class CorpusConvertCommand : Command
{
    private readonly Option<string[]> _corpus = new("--corpus") { Description = "Dump files and folders, as label takes them.", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _output = new("--output") { Description = "File of the posts; .csv, .jsonl or .parquet.", Required = true };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing file." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Stop at a damaged file of a folder or archive instead of leaving it out." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the counts as JSON." };
    private readonly PostColumnOptions _columns;
    private readonly SelectionOptions _selection;

    public CorpusConvertCommand() : base("convert", """
        Write the posts of a corpus as a table with the columns id, thread_id, author, created_at, title, body, body_format, category, tags, url and reply_to.

        Example:
          forum-classifier corpus convert --corpus dump.json --output posts.csv
          forum-classifier corpus convert --corpus posts.csv --unit thread --where "created_at >= 2024-01-01" --output threads.parquet
        """)
    {
        foreach (var option in (Option[])[_corpus, _output, _overwrite, _strict, _json])
        {
            Options.Add(option);
        }

        _selection = new SelectionOptions(this);
        _columns = new PostColumnOptions(this, hasLabels: false);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new ConvertRequest(args.GetRequiredValue(_corpus), _columns.Read(args), _selection.Read(args), args.GetRequiredValue(_output),
            args.GetValue(_overwrite), args.GetValue(_strict), args.GetValue(_json));
        ConvertJob.Run(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), cancellationToken);
        return Task.FromResult(ExitCode.Done);
    }
}
