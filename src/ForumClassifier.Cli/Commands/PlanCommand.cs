using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier plan</c>: a labelling that several workers share.</summary>
internal sealed class PlanCommand : Command
{
    private readonly Option<string> _model = new("--model") { Description = "Folder of a trained model.", Required = true };
    private readonly Option<string[]> _corpus = new("--corpus") { Description = "Dumps, as label takes them.", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _run = new("--run") { Description = "Folder of the run.", Required = true };
    private readonly Option<int> _shards = new("--shards") { Description = "Into how many shards the corpus is cut; each is one job.", Required = true };
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "Longest input in tokens; longer posts are cut. Default: the model's." };
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads of each worker. Default: one for each core of this machine." };
    private readonly Option<string> _format = new Option<string>("--output-format") { Description = "How predictions are written: csv, jsonl or parquet.", DefaultValueFactory = _ => "csv" }.AcceptOnlyFromAmong("csv", "jsonl", "parquet");
    private readonly Option<bool> _allowUpgrade = new("--allow-upgrade") { Description = "Let another version of the program go on with the run." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Delete another run that lies in the folder." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Stop at a damaged file of a folder or archive instead of leaving it out." };
    private readonly SelectionOptions _selection;
    private readonly PostColumnOptions _columns;
    private readonly ComputeOptions _compute;

    public PlanCommand() : base("plan", """
        Share a labelling out to several workers or machines: write the folder of a run, cut into shards.

        Example:
          forum-classifier plan --model models/my-model --corpus dump.jsonl.gz --run my-run --shards 8
          forum-classifier label --run my-run --shard 0
          forum-classifier merge --run my-run --output predictions.csv
        """)
    {
        foreach (var option in (Option[])[_model, _corpus, _run, _shards, _maxTokens, _threads, _format, _allowUpgrade, _overwrite, _strict])
        {
            Options.Add(option);
        }

        _selection = new SelectionOptions(this);
        _columns = new PostColumnOptions(this, hasLabels: false);
        _compute = new ComputeOptions(this, hasEngine: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var run = args.GetRequiredValue(_run);
        var labelling = new LabelJobRequest(
            args.GetRequiredValue(_model), args.GetRequiredValue(_corpus), _columns.Read(args), "predictions." + args.GetRequiredValue(_format),
            args.GetValue(_maxTokens), _compute.Read(args), args.GetValue(_overwrite), args.GetValue(_strict))
        {
            Selection = _selection.Read(args),
        };
        var screen = new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error);
        await PlanJob.RunAsync(new PlanJobRequest(labelling, run, args.GetRequiredValue(_shards), args.GetValue(_threads), args.GetValue(_allowUpgrade)), screen, cancellationToken);
        return ExitCode.Done;
    }
}
