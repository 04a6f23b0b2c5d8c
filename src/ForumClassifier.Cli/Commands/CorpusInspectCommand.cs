using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier corpus inspect</c>: what is in a dump.</summary>
internal sealed class CorpusInspectCommand : Command
{
    private readonly Option<string[]> _corpus = new("--corpus") { Description = "Dumps: Discourse or GitHub JSON, Stack Exchange Posts.xml, tables (CSV, TSV, JSONL, Parquet, Excel, SQLite), and folders and archives of them.", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _strict = new("--strict") { Description = "Stop at a damaged file of a folder or archive instead of leaving it out." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly SelectionOptions _selection;
    private readonly PostColumnOptions _columns;

    public CorpusInspectCommand() : base("inspect", """
        Say what is in a dump: formats, posts, threads, authors, dates, lengths, and what is doubled, missing or damaged.

        Example:
          forum-classifier corpus inspect --corpus dump.tar.gz
        """)
    {
        foreach (var option in (Option[])[_corpus, _strict, _json])
        {
            Options.Add(option);
        }

        _selection = new SelectionOptions(this);
        _columns = new PostColumnOptions(this, hasLabels: false);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new InspectRequest(args.GetRequiredValue(_corpus), _columns.Read(args), _selection.Read(args), args.GetValue(_strict), args.GetValue(_json));
        await InspectJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), cancellationToken);
        return ExitCode.Done;
    }
}
