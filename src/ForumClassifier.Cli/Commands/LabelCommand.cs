using System.CommandLine;
using System.CommandLine.Parsing;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier label</c>: a corpus to predictions.</summary>
internal sealed class LabelCommand : Command
{
    private readonly Option<string?> _model = new("--model") { Description = "Folder of a trained model. With --run: where it lies now, if it was moved." };
    private readonly Option<string[]?> _corpus = new("--corpus") { Description = "Dumps: Discourse or GitHub JSON, Stack Exchange Posts.xml, tables (CSV, TSV, JSONL, Parquet, Excel, SQLite), and folders and archives of them. With --run: where they lie now, if they were moved.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _output = new("--output") { Description = "File of the predictions; .csv, .jsonl or .parquet." };
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "Longest input in tokens; longer posts are cut. Default: the model's." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing file, or begin an interrupted labelling anew." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Stop at a damaged file of a folder or archive instead of leaving it out." };
    private readonly Option<string?> _duplicates = new Option<string?>("--duplicates") { Description = "report: count equal and nearly equal texts. label-once: also give each of them the prediction of the first; every post keeps its row." }.AcceptOnlyFromAmong(LabelJob.ReportDuplicates, LabelJob.LabelOnce);
    private readonly Option<int?> _workers = new("--workers") { Description = "How many processes share the labelling, such as one for each NUMA node. Default: one for each --device." };
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads that compute, of each worker. Default: the cores, shared out among the workers." };
    private readonly Option<string?> _run = new("--run") { Description = "Folder that plan has written: label one shard of it. Everything else stands in the plan." };
    private readonly Option<string?> _shard = new("--shard") { Description = "Which shard of --run, from 0; auto takes it from the array job of Slurm, Kubernetes, SGE or PBS." };
    private readonly Option<string?> _since = new("--since") { Description = "An earlier run of the same model and options: FILE.run, the folder of a merged run, or its file of predictions. Posts that are unchanged since keep their predictions; new and changed ones are computed." };
    private readonly Option<string?> _sincePredictions = new("--since-predictions") { Description = "Where the predictions of --since lie, if they were moved." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON." };
    private readonly SelectionOptions _selection;
    private readonly PostColumnOptions _columns;
    private readonly ComputeOptions _compute;
    private readonly TimeProvider _time;

    public LabelCommand(TimeProvider time) : base("label", """
        Give every post of a corpus its codes, with probabilities. Interrupted, the same command goes on.

        Example:
          forum-classifier label --model models/my-model --corpus dump.jsonl.gz --output predictions.csv
          forum-classifier label --model models/my-model --corpus dump.jsonl.gz --unit opening-post --where "created_at >= 2024-01-01" --output predictions.csv
          forum-classifier label --model models/my-model --corpus august.jsonl.gz --since july.csv.run --output august.csv
          forum-classifier label --model models/my-model --corpus dump.jsonl.gz --workers 2 --output predictions.csv
          forum-classifier label --model models/my-model --corpus dump.jsonl.gz --device cuda:0,cuda:1 --output predictions.csv
          forum-classifier label --run my-run --shard 0
        """)
    {
        _time = time;
        foreach (var option in (Option[])[_model, _corpus, _output, _maxTokens, _overwrite, _strict, _duplicates, _workers, _threads, _since, _sincePredictions, _run, _shard, _json])
        {
            Options.Add(option);
        }

        _selection = new SelectionOptions(this);
        _columns = new PostColumnOptions(this, hasLabels: false);
        _compute = new ComputeOptions(this, hasEngine: true);
        Validators.Add(RequireOneOfTheTwo);
        SetAction(RunAsync);
    }

    // either a corpus to a file, or a shard of a run
    private void RequireOneOfTheTwo(CommandResult result)
    {
        bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
        var isShard = IsGiven(_run) || IsGiven(_shard);
        Option[] required = isShard ? [_run, _shard] : [_model, _corpus, _output];
        foreach (var option in required.Where(option => !IsGiven(option)))
        {
            result.AddError($"Option '{option.Name}' is required.");
        }

        if (IsGiven(_since) && result.GetValue(_duplicates) == LabelJob.LabelOnce)
        {
            result.AddError("--since: Not with --duplicates label-once, which gives posts the predictions of other posts. Leave one of the two out.");
        }

        if (IsGiven(_sincePredictions) && !IsGiven(_since))
        {
            result.AddError("--since-predictions: Only with --since, whose predictions it finds.");
        }

        foreach (var option in isShard ? Options.Except([_run, _shard, _model, _corpus, _json, _compute.Libtorch]).Where(IsGiven) : [])
        {
            result.AddError($"{option.Name}: With --run this stands in the plan. Leave it out.");
        }
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var screen = new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error);
        if (args.GetValue(_run) is { } run)
        {
            var shard = new ShardJobRequest(run, args.GetRequiredValue(_shard)!, args.GetValue(_model), args.GetValue(_corpus) ?? [], _compute.Read(args).Libtorch, args.GetValue(_json)); // not null: validated
            await ShardJob.RunAsync(shard, screen, _time, cancellationToken);
            return ExitCode.Done;
        }

        var request = new LabelJobRequest(args.GetRequiredValue(_model)!, args.GetRequiredValue(_corpus)!, _columns.Read(args), args.GetRequiredValue(_output)!, // not null: validated
            args.GetValue(_maxTokens), _compute.Read(args), args.GetValue(_overwrite), args.GetValue(_strict))
        {
            Selection = _selection.Read(args),
            Duplicates = args.GetValue(_duplicates),
            Since = args.GetValue(_since),
            SincePredictions = args.GetValue(_sincePredictions),
            Json = args.GetValue(_json),
            Threads = args.GetValue(_threads),
        };
        if (WorkerChoice.Find(request.Compute.Device, args.GetValue(_workers), args.GetValue(_threads)) is { } workers)
        {
            await WorkersJob.RunAsync(request, workers, screen, _time, cancellationToken);
            return ExitCode.Done;
        }

        await LabelJob.RunAsync(request, screen, _time, cancellationToken);
        return ExitCode.Done;
    }
}
