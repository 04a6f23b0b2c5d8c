using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier status</c>: how far a run is.</summary>
internal sealed class StatusCommand : Command
{
    private readonly Option<string> _run = new("--run") { Description = "Folder of the run: that of plan, or FILE.run of a plain labelling.", Required = true };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly TimeProvider _time;

    public StatusCommand(TimeProvider time) : base("status", """
        Say how far a run is: posts done and left, pace, and the shards that are not finished, with the reason where they failed.

        Example:
          forum-classifier status --run my-run
        """)
    {
        _time = time;
        Options.Add(_run);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult args)
    {
        StatusJob.Run(args.GetRequiredValue(_run), args.GetValue(_json), new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), _time);
        return ExitCode.Done;
    }
}
