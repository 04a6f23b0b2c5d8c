using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier quickstart</c>: the whole job on data of this repository.</summary>
internal sealed class QuickstartCommand : Command
{
    private readonly ComputeOptions _compute;
    private readonly TimeProvider _time;

    public QuickstartCommand(TimeProvider time) : base("quickstart", """
        Do the whole job on data of this repository: train, measure, label a dump, draw trends. Writes runs/quickstart, replacing what was there.

        Example:
          forum-classifier quickstart
        """)
    {
        _time = time;
        _compute = new ComputeOptions(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        await QuickstartJob.RunAsync(_compute.Read(args), new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), _time, cancellationToken);
        return ExitCode.Done;
    }
}
