using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier predictions diff</c>: why two runs differ.</summary>
internal sealed class PredictionsDiffCommand : Command
{
    private readonly Argument<string> _old = new("OLD") { Description = "The earlier run: a file of predictions with its folder FILE.run beside it, or the folder of a merged run." };
    private readonly Argument<string> _new = new("NEW") { Description = "The later run, likewise." };
    private readonly Option<string?> _taxonomy = new("--taxonomy") { Description = "The newest taxonomy.yaml: its ledger tells which codes were merged. Default: each code is itself." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the differences as JSON." };

    public PredictionsDiffCommand() : base("diff", """
        Say why more or fewer posts have a code than in an earlier run: new posts, posts that are gone, changed texts, another model, another taxonomy.

        Example:
          forum-classifier predictions diff july.csv august.csv
          forum-classifier predictions diff july.csv august.csv --taxonomy taxonomy.yaml --json
        """)
    {
        Arguments.Add(_old);
        Arguments.Add(_new);
        Options.Add(_taxonomy);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var screen = new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error);
        await PredictionsDiffJob.RunAsync(args.GetRequiredValue(_old), args.GetRequiredValue(_new), args.GetValue(_taxonomy), args.GetValue(_json), screen, cancellationToken);
        return ExitCode.Done;
    }
}
