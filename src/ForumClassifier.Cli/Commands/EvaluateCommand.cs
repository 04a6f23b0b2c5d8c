using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier evaluate</c>: a model against labelled data.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Option<string> _model = new("--model") { Description = "Folder of a trained model.", Required = true };
    private readonly Option<string> _labeledData = new("--labeled-data") { Description = "Posts it was not trained on: a folder of labelled data, or a table with a label column.", Required = true };
    private readonly Option<string?> _output = new("--output") { Description = "Folder for metrics.json, codes.csv, under single assignment confusion.csv, and of a taxonomy with several levels levels.csv." };
    private readonly Option<string?> _taxonomy = new("--taxonomy") { Description = "taxonomy.yaml. Default: the folder's own; for a table, its labels." };
    private readonly Option<string?> _coder = new("--coder") { Description = "Take this coder's codings. Default: adjudicated, else the only coder's, else the majority's." };
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "Longest input in tokens. Default: the model's." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing output." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the figures as JSON." };
    private readonly PostColumnOptions _columns;
    private readonly ComputeOptions _compute;

    public EvaluateCommand() : base("evaluate", """
        Measure a model on labelled posts: precision, recall and F1 of each code and over all, with 95 % intervals.

        Example:
          forum-classifier evaluate --model models/my-model --labeled-data labeled-data/new-codings --output runs/evaluation
        """)
    {
        foreach (var option in (Option[])[_model, _labeledData, _output, _taxonomy, _coder, _maxTokens, _overwrite, _json])
        {
            Options.Add(option);
        }

        _columns = new PostColumnOptions(this, hasLabels: true);
        _compute = new ComputeOptions(this, hasEngine: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new EvaluateRequest(args.GetRequiredValue(_model), args.GetRequiredValue(_labeledData), _columns.Read(args), args.GetValue(_taxonomy),
            args.GetValue(_coder), args.GetValue(_output), args.GetValue(_maxTokens), _compute.Read(args), args.GetValue(_overwrite), args.GetValue(_json));
        await EvaluateJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), cancellationToken);
        return ExitCode.Done;
    }
}
