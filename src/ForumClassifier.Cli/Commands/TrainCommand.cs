using System.CommandLine;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Training;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier train</c>: labelled data to a model.</summary>
internal sealed class TrainCommand : Command
{
    private static readonly TrainingOptions Defaults = TrainingOptions.For(ProgramFiles.DefaultEncoder, Core.Codings.Assignment.Single);

    private readonly Option<string> _labeledData = new("--labeled-data") { Description = "Folder of labelled data, or a table with a label column.", Required = true };
    private readonly Option<string> _output = new("--output") { Description = "Folder of the model to be.", Required = true };
    private readonly Option<string> _encoder = new("--encoder") { Description = "Pretrained encoder: a name under models/encoders or a folder.", DefaultValueFactory = _ => Defaults.Encoder };
    private readonly Option<string?> _taxonomy = new("--taxonomy") { Description = "taxonomy.yaml. Default: the folder's own; for a table, its labels." };
    private readonly Option<Assignment?> _assignment = new("--assignment") { Description = "single or multiple. Default: the taxonomy's; without one, multiple where a label separator is given." };
    private readonly Option<string?> _coder = new("--coder") { Description = "Take this coder's codings. Default: adjudicated, else the only coder's, else the majority's." };
    private readonly Option<string> _recipe = new Option<string>("--recipe") { Description = "How to train: fine-tuning.", DefaultValueFactory = _ => "fine-tuning" }.AcceptOnlyFromAmong("fine-tuning");
    private readonly Option<string?> _testData = new("--test-data") { Description = "Labelled posts to measure on, instead of splitting some off." };
    private readonly Option<double> _testShare = new("--test-share") { Description = "Share of the posts to measure on.", DefaultValueFactory = _ => Defaults.TestShare };
    private readonly Option<double> _validationShare = new("--validation-share") { Description = "Share of the posts to choose the epoch and the thresholds by.", DefaultValueFactory = _ => Defaults.ValidationShare };
    private readonly Option<bool> _refit = new("--refit") { Description = "Train the model that is kept again on all codings.", DefaultValueFactory = _ => Defaults.Refit };
    private readonly Option<int> _epochs = new("--epochs") { Description = "Most passes over the training posts.", DefaultValueFactory = _ => Defaults.Epochs };
    private readonly Option<int> _patience = new("--patience") { Description = "Epochs without a better validation score before training ends.", DefaultValueFactory = _ => Defaults.Patience };
    private readonly Option<double?> _learningRate = new("--learning-rate") { Description = "Highest learning rate. Default: 1e-4 with one code a post, 2e-4 with several." };
    private readonly Option<int> _batchSize = new("--batch-size") { Description = "Posts in one step.", DefaultValueFactory = _ => Defaults.BatchSize };
    private readonly Option<int> _maxTokens = new("--max-tokens") { Description = "Longest input in tokens; longer posts are cut.", DefaultValueFactory = _ => Defaults.MaxTokens };
    private readonly Option<ClassWeights> _classWeights = new("--class-weights") { Description = "none, or balanced: the posts of rare codes count more.", DefaultValueFactory = _ => Defaults.ClassWeights };
    private readonly Option<int> _seed = new("--seed") { Description = "Of split, new weights, order and dropout.", DefaultValueFactory = _ => Defaults.Seed };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing model, or begin an interrupted training anew." };
    private readonly Option<bool> _resume = new("--resume") { Description = "Refuse to begin: there must be an interrupted training to go on with." };
    private readonly PostColumnOptions _columns;
    private readonly TextTemplateOptions _textTemplate;
    private readonly ComputeOptions _compute;
    private readonly TimeProvider _time;

    public TrainCommand(TimeProvider time) : base("train", """
        Train a model on hand-coded posts: measure it on posts held out beside two baselines, then train it again on all codings.
        Interrupted, the same command goes on.

        Example:
          forum-classifier train --labeled-data labeled-data/hugging-face-forum --output models/my-model
          forum-classifier train --labeled-data coded.csv --text-column title --text-column body --label-column label --output models/my-model
        """)
    {
        _time = time;
        foreach (var option in (Option[])[_labeledData, _output, _encoder, _taxonomy, _assignment, _coder, _recipe, _testData, _testShare, _validationShare, _refit,
            _epochs, _patience, _learningRate, _batchSize, _maxTokens, _classWeights, _seed, _overwrite, _resume])
        {
            Options.Add(option);
        }

        _columns = new PostColumnOptions(this, hasLabels: true);
        _textTemplate = new TextTemplateOptions(this);
        _compute = new ComputeOptions(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new TrainRequest(
            args.GetRequiredValue(_labeledData), _columns.Read(args), args.GetValue(_taxonomy), args.GetValue(_assignment), args.GetValue(_coder),
            args.GetValue(_testData), args.GetRequiredValue(_encoder), args.GetRequiredValue(_output),
            Defaults with
            {
                Epochs = args.GetValue(_epochs),
                Patience = args.GetValue(_patience),
                BatchSize = args.GetValue(_batchSize),
                MaxTokens = args.GetValue(_maxTokens),
                TextTemplate = _textTemplate.Read(args),
                ClassWeights = args.GetValue(_classWeights),
                Seed = args.GetValue(_seed),
                TestShare = args.GetValue(_testShare),
                ValidationShare = args.GetValue(_validationShare),
                Refit = args.GetValue(_refit),
            },
            args.GetValue(_learningRate), _compute.Read(args), args.GetValue(_overwrite), args.GetValue(_resume));
        await TrainJob.RunAsync(request, new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error), _time, cancellationToken);
        return ExitCode.Done;
    }
}
