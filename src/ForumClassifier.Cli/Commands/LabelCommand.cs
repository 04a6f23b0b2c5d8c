using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier label</c>: a corpus to predictions.</summary>
internal sealed class LabelCommand : Command
{
    private readonly Option<string> _model = new("--model") { Description = "Folder of a trained model.", Required = true };
    private readonly Option<string[]> _corpus = new("--corpus") { Description = "Dumps: Discourse or GitHub JSON, Stack Exchange Posts.xml, tables (CSV, TSV, JSONL, Parquet, Excel, SQLite), and folders and archives of them.", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _output = new("--output") { Description = "File of the predictions; .csv or .jsonl.", Required = true };
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "Longest input in tokens; longer posts are cut. Default: the model's." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing file, or begin an interrupted labelling anew." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Stop at a damaged file of a folder or archive instead of leaving it out." };
    private readonly Option<string?> _duplicates = new Option<string?>("--duplicates") { Description = "report: count equal and nearly equal texts. label-once: also compute texts that the model reads alike once; every post keeps its prediction." }.AcceptOnlyFromAmong(LabelJob.ReportDuplicates, LabelJob.LabelOnce);
    private readonly SelectionOptions _selection;
    private readonly PostColumnOptions _columns;
    private readonly ComputeOptions _compute;
    private readonly TimeProvider _time;

    public LabelCommand(TimeProvider time) : base("label", """
        Give every post of a corpus its codes, with probabilities. Interrupted, the same command goes on.

        Example:
          forum-classifier label --model models/my-model --corpus dump.jsonl.gz --output predictions.csv
          forum-classifier label --model models/my-model --corpus dump.jsonl.gz --unit opening-post --where "created_at >= 2024-01-01" --output predictions.csv
        """)
    {
        _time = time;
        foreach (var option in (Option[])[_model, _corpus, _output, _maxTokens, _overwrite, _strict, _duplicates])
        {
            Options.Add(option);
        }

        _selection = new SelectionOptions(this);
        _columns = new PostColumnOptions(this, hasLabels: false);
        _compute = new ComputeOptions(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new LabelJobRequest(args.GetRequiredValue(_model), args.GetRequiredValue(_corpus), _columns.Read(args), args.GetRequiredValue(_output),
            args.GetValue(_maxTokens), _compute.Read(args), args.GetValue(_overwrite), args.GetValue(_strict))
        {
            Selection = _selection.Read(args),
            Duplicates = args.GetValue(_duplicates),
        };
        await LabelJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), _time, cancellationToken);
        return ExitCode.Done;
    }
}
