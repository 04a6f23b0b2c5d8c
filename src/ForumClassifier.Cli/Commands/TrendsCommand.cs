using System.CommandLine;
using ForumClassifier.Analysis.Trends;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier trends</c>: predictions to shares over time.</summary>
internal sealed class TrendsCommand : Command
{
    private readonly Option<string[]> _predictions = new("--predictions") { Description = "File that label has written; several, also of older versions of the taxonomy, make one series.", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _output = new("--output") { Description = "Folder for report.html and trends.csv.", Required = true };
    private readonly Option<TrendPeriod> _period = new("--period") { Description = "week, month, quarter or year.", DefaultValueFactory = _ => TrendPeriod.Month };
    private readonly Option<string?> _taxonomy = new("--taxonomy") { Description = "taxonomy.yaml, for names, definitions and the tree; its ledger carries predictions of older versions over. Default: the codes by their ids." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing output." };

    public TrendsCommand() : base("trends", """
        Show the share of posts of each code over time: a page of plots and a table.

        Example:
          forum-classifier trends --predictions predictions.csv --taxonomy labeled-data/hugging-face-forum/taxonomy.yaml --output runs/trends
        """)
    {
        foreach (var option in (Option[])[_predictions, _output, _period, _taxonomy, _overwrite])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new TrendsRequest(args.GetRequiredValue(_predictions), args.GetRequiredValue(_output), args.GetValue(_period), args.GetValue(_taxonomy), args.GetValue(_overwrite));
        await TrendsJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), cancellationToken);
        return ExitCode.Done;
    }
}
