using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Training;
using ForumClassifier.Training.FineTuning;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What <c>train</c> is asked to do.</summary>
/// <param name="Training">Its encoder, precision and rates are filled in from what follows and from the assignment.</param>
/// <param name="From">Folder of the model to start from, in place of the encoder and with its text template; or null.</param>
/// <param name="LearningRate">Null for that of the assignment.</param>
internal sealed record TrainRequest(
    string LabeledData,
    PostColumns Columns,
    string? Taxonomy,
    Assignment? Assignment,
    string? Coder,
    string? TestData,
    string Encoder,
    string? From,
    string Output,
    TrainingOptions Training,
    double? LearningRate,
    ComputeChoice Compute,
    bool Overwrite,
    bool Resume);

/// <summary>Labelled data to a model folder.</summary>
internal static class TrainJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the same request goes on later.</exception>
    public static async Task<TrainingResult> RunAsync(TrainRequest request, Screen screen, TimeProvider time, CancellationToken cancellationToken)
    {
        Validate(request);
        if (request.From is not null) // which says how it reads a post
        {
            request = request with { Training = request.Training with { TextTemplate = ClassifierDescription.Load(request.From).TextTemplate } };
        }

        var data = await ReadAsync(request, screen, cancellationToken);
        var (device, precision) = request.Compute.ChooseForTraining();
        var from = request.From is null ? null : WarmStart.Load(request.From, data);
        var encoder = from?.Encoder ?? PretrainedEncoder.Load(ProgramFiles.EncoderFolder(request.Encoder));
        LongestInput.Require(request.Training.MaxTokens, encoder.Name, encoder.MaxTokens);
        var defaults = TrainingOptions.For(encoder.Name, data.Assignment);
        var options = request.Training with { Encoder = encoder.Name, Precision = precision, LearningRate = request.LearningRate ?? defaults.LearningRate, HeadFactor = defaults.HeadFactor };
        var work = WorkFolder.Open(request.Output, Settings(options, data, encoder, from, device.ToString()), request.Overwrite, request.Resume);
        screen.Line($"{(work.IsResumed ? "Going on with" : "Training on")} {data.Posts.Count} coded posts, {data.Codes.Count} codes ({(data.Assignment == Core.Codings.Assignment.Single ? "single" : "multiple")}), encoder {encoder.Name}, {device}, {precision.ToString().ToLowerInvariant()}, seed {options.Seed}");
        if (from is not null)
        {
            screen.Line(Describe(from, data));
        }

        var result = Train(work, report => new TrainingRun(data, encoder, options, device, time, report, from).Run(work, cancellationToken), screen);
        work.Finish();
        Print(result, screen, request.Output);
        return result;
    }

    private static TrainingResult Train(WorkFolder work, Func<Action<TrainingProgress>, TrainingResult> run, Screen screen)
    {
        try
        {
            return ProgressDisplay.Run(screen, show => run(progress => Report(progress, show, screen)));
        }
        catch (ForumClassifierException)
        {
            work.DiscardUnlessSaved();
            throw;
        }
    }

    private static async Task<TrainingData> ReadAsync(TrainRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var labelled = await LabelledDataReader.ReadAsync(request.LabeledData, request.Columns, request.Taxonomy, request.Assignment, request.Coder, cancellationToken);
        var posts = CodedTexts.Of(labelled, request.LabeledData, request.Training.TextTemplate, screen);
        CodedTexts.WarnOfRareCodes(posts, screen);
        if (request.TestData is null)
        {
            return new TrainingData(labelled.Taxonomy, posts, testPosts: null);
        }

        var test = await LabelledDataReader.ReadAsync(request.TestData, request.Columns, request.Taxonomy, labelled.Taxonomy.Assignment, request.Coder, cancellationToken);
        return new TrainingData(Merge(labelled.Taxonomy, test.Taxonomy), posts, CodedTexts.Of(test, request.TestData, request.Training.TextTemplate, screen));
    }

    // Without a codebook the codes are the labels met, and test posts may have some of their own.
    private static Taxonomy Merge(Taxonomy taxonomy, Taxonomy ofTest) =>
        taxonomy with { Codes = [.. taxonomy.Codes, .. ofTest.Codes.Where(code => taxonomy.Find(code.Id) is null)] };

    private static void Validate(TrainRequest request)
    {
        var asked = request.Training with { LearningRate = request.LearningRate ?? request.Training.LearningRate };
        var problems = typeof(TrainingOptions).GetProperties()
            .Select(property => (Option: "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name), Value: property.GetValue(asked), Range: property.GetCustomAttribute<RangeAttribute>()))
            .Where(option => option.Range?.IsValid(option.Value) == false)
            .Select(option => string.Create(CultureInfo.InvariantCulture, $"{option.Option} {option.Value}: Out of range. Expected {option.Range!.Minimum} to {option.Range.Maximum}.")) // not null: just asked
            .ToList();
        if (problems.Count > 0)
        {
            throw new UsageException(string.Join('\n', problems));
        }
    }

    private static Dictionary<string, string> Settings(TrainingOptions options, TrainingData data, PretrainedEncoder encoder, WarmStart? from, string device)
    {
        var settings = typeof(TrainingOptions).GetProperties().ToDictionary(property => property.Name, property => Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture) ?? "");
        settings["labelled data (SHA-256)"] = data.Hash();
        settings["encoder (SHA-256)"] = encoder.Hash();
        if (from is not null)
        {
            settings["--from (SHA-256)"] = from.Hash();
        }

        settings["Device"] = device;
        settings["Program"] = Assembly.GetExecutingAssembly().GetName().Version?.ToString() ?? "";
        return settings;
    }

    private static string Describe(WarmStart from, TrainingData data)
    {
        string Codes(string what, Func<int, bool> has) => data.Codes.Where((_, index) => has(from.Origins[index].Count)).ToList() is { Count: > 0 and var count } codes ? $"{count} {what} ({Shown.Names(codes, 10)})" : $"0 {what}";
        return $"Starting from the model {from.Name} (version {from.Taxonomy.Version} of the taxonomy): {Codes("codes kept", count => count == 1)}, {Codes("merged", count => count > 1)}, {Codes("new", count => count == 0)}";
    }

    private static void Report(TrainingProgress progress, Action<double?, string> show, Screen screen)
    {
        show((double)progress.Step / progress.Steps, string.Create(CultureInfo.InvariantCulture,
            $"{progress.Phase}: epoch {progress.Epoch} of {progress.Epochs}, step {progress.Step} of {progress.Steps}, loss {progress.Loss:F3}, rate {progress.LearningRate:0.0e+0}, {progress.PostsPerSecond:F1} posts/s, at most {progress.TimeLeft:mm\\:ss} left"));
        if (progress.EndOfEpoch is { ValidationMacroF1: { } macroF1 } && !screen.ShowsProgressBars)
        {
            screen.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{progress.Phase}: epoch {progress.Epoch}, loss {progress.Loss:F3}, validation macro F1 {macroF1:F3}, {progress.PostsPerSecond:F1} posts/s"));
        }
    }

    private static void Print(TrainingResult result, Screen screen, string output)
    {
        screen.Line();
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"Measured on {result.FineTuned.Posts} posts held out ({result.FineTuned.Threads} threads, {result.FineTuned.Truncated} posts cut); trained in {result.Duration.TotalSeconds:F0} s, best epoch {result.BestEpoch} of {result.Epochs.Count}."));
        screen.Table(EvaluationTable.Compare(result.FineTuned.Assignment,
            ("fine-tuned encoder", result.FineTuned), ("ML.NET baseline (n-grams)", result.Linear), ("majority baseline", result.Majority)));
        if (result.Levels.Count > 0)
        {
            screen.Table(EvaluationTable.PerLevel(result.Levels));
        }

        if (result.Warning is { } warning)
        {
            screen.Warn(warning);
        }

        if (result.RefitEpochs is not null)
        {
            screen.Line("The model kept was then trained again on all codings; the figures are those of the model before.");
        }

        screen.Wrote(output);
    }
}
