using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier merge</c>: the shards of a run to one file.</summary>
internal sealed class MergeCommand : Command
{
    private readonly Option<string> _run = new("--run") { Description = "Folder of the run.", Required = true };
    private readonly Option<string> _output = new("--output") { Description = "File of the predictions; .csv or .jsonl, as planned.", Required = true };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing file." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON." };
    private readonly TimeProvider _time;

    public MergeCommand(TimeProvider time) : base("merge", """
        Put the labelled shards of a run together, if all are there and right; says what is missing (exit 3) or wrong (exit 65), and what mends it.

        Example:
          forum-classifier merge --run my-run --output predictions.csv
        """)
    {
        _time = time;
        foreach (var option in (Option[])[_run, _output, _overwrite, _json])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var screen = new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error);
        await MergeJob.RunAsync(args.GetRequiredValue(_run), args.GetRequiredValue(_output), args.GetValue(_overwrite), args.GetValue(_json), screen, _time, cancellationToken);
        return ExitCode.Done;
    }
}
