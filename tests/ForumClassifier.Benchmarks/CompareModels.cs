using System.Diagnostics;
using System.Globalization;
using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Analysis.Resampling;
using ForumClassifier.Cli;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Training;
using ForumClassifier.Training.Baselines;
using ForumClassifier.Training.FineTuning;
using ForumClassifier.Training.Splits;
using TorchSharp;

namespace ForumClassifier.Benchmarks;

/// <summary>The fine-tuned encoder against the ML.NET baseline, by five-fold cross-validation grouped by thread.</summary>
internal static class CompareModels
{
    private const int FoldSeed = 20261125;
    private static readonly int[] TrainingSeeds = [101, 102, 103, 104, 105];

    public static async Task<int> RunAsync(string labeledData, string[] rest)
    {
        var screen = new Screen(Console.Out, Console.Error);
        var labelled = await LabelledDataReader.ReadAsync(labeledData, new PostColumns());
        var data = new TrainingData(labelled.Taxonomy, CodedTexts.Of(labelled, labeledData, TextTemplate.Default, screen), testPosts: null);
        var (device, precision) = ComputeChoice.Automatic.ChooseForTraining();
        var encoder = PretrainedEncoder.Load(ProgramFiles.EncoderFolder(ProgramFiles.DefaultEncoder));
        var options = TrainingOptions.For(encoder.Name, data.Assignment) with { Precision = precision };
        if (rest is [var epochs, var rate])
        {
            options = options with { Epochs = int.Parse(epochs, CultureInfo.InvariantCulture), LearningRate = double.Parse(rate, CultureInfo.InvariantCulture) };
        }

        var folds = CrossValidation.Folds(data.Posts, TrainingSeeds.Length, FoldSeed);
        var started = Stopwatch.GetTimestamp();
        var linear = CrossValidation.Run(folds, (fold, posts) => Linear(data, posts, TrainingSeeds[fold]), CancellationToken.None);
        screen.Line($"ML.NET baseline: {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        started = Stopwatch.GetTimestamp();
        var fineTuned = CrossValidation.Run(folds, (fold, posts) => FineTuned(data, encoder, options with { Seed = TrainingSeeds[fold] }, device, posts), CancellationToken.None);
        screen.Line($"fine-tuned encoder: {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s ({options.Epochs} epochs at most, {options.LearningRate:0.0e+0}, {precision}); data {data.Hash()[..16]}");

        var rare = ModelEvaluation.Unmeasured(data.Codes, data.Posts, data.Posts);
        screen.Table(EvaluationTable.Compare(data.Assignment, ("fine-tuned encoder", Report(fineTuned)), ("ML.NET baseline", Report(linear))));
        int[] measured = [.. Enumerable.Range(0, data.Codes.Count).Where(code => !rare.Contains(data.Codes[code]))];
        var difference = PairedDifference.Of(fineTuned, linear, data.Codes, data.Assignment, counts => counts.MacroF1(measured), ModelEvaluation.Resamples, ModelEvaluation.Seed);
        screen.Line($"macro F1, fine-tuned less baseline: {Screen.Shown(difference)}");
        screen.Table(EvaluationTable.PerCode(Report(fineTuned)));
        return 0;

        EvaluationReport Report(IReadOnlyList<EvaluatedPost> posts) => EvaluationReport.Of(posts, data.Codes, data.Assignment, rare, ModelEvaluation.Resamples, ModelEvaluation.Seed);
    }

    private static LinearBaseline Linear(TrainingData data, IReadOnlyList<CodedText> posts, int seed)
    {
        var split = DataSplit.Make(posts, testShare: 0, TrainingOptions.For("", data.Assignment).ValidationShare, seed);
        return LinearBaseline.Train(split.Training, split.Validation, data.Codes, data.Assignment, seed);
    }

    private static TorchClassifier FineTuned(TrainingData data, PretrainedEncoder encoder, TrainingOptions options, torch.Device device, IReadOnlyList<CodedText> posts)
    {
#pragma warning disable RS0030 // each fold is a training of its own
        torch.manual_seed(options.Seed);
#pragma warning restore RS0030
        var split = DataSplit.Make(posts, testShare: 0, options.ValidationShare, options.Seed);
        var checkpoints = Directory.CreateTempSubdirectory("compare-models-").FullName;
        try
        {
            var recipe = new FineTunedClassifier(encoder, data.Codes, data.Assignment, options, device, checkpoints, progress =>
            {
                if (progress.EndOfEpoch is { } epoch)
                {
                    Console.Error.WriteLine($"  epoch {epoch.Epoch}: loss {epoch.TrainingLoss:F4}, validation loss {epoch.ValidationLoss:F4}, macro F1 {epoch.ValidationMacroF1:F3}, {progress.PostsPerSecond:F1} posts/s");
                }
            });
            var (model, _) = recipe.Train("fold", options.Epochs, split.Training, split.Validation, CancellationToken.None);
            return new TorchClassifier(model, encoder.Tokenizer, new ClassifierDescription
            {
                Name = "fold",
                Taxonomy = data.Taxonomy,
                Codes = [.. data.Codes],
                Pooling = encoder.Pooling,
                TextTemplate = options.TextTemplate,
                MaxTokens = options.MaxTokens,
                Thresholds = recipe.ChooseThresholds(model, split.Validation) is { } thresholds ? [.. thresholds.Values.Select(value => (double)value)] : null,
            }, device, options.Precision, options.MaxTokens);
        }
        finally
        {
            Directory.Delete(checkpoints, recursive: true);
        }
    }
}
