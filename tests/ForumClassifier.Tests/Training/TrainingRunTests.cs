using System.Text.Json;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Tests.Modeling;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training;
using ForumClassifier.Training.FineTuning;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Training;

/// <summary>Whole trainings of the tiny encoder, with dropout.</summary>
public sealed class TrainingRunTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    private static readonly TrainingOptions Options = TrainingOptions.For("tiny", Assignment.Single) with { Epochs = 3, BatchSize = 8, MaxTokens = 32, LearningRate = 1e-3, Seed = 3, Patience = 1000 };

    private readonly TemporaryFolder _folder = new();
    private readonly PretrainedEncoder _encoder;

    public TrainingRunTests() => _encoder = PretrainedEncoder.Load(TinyEncoder.Write(_folder, dropout: 0.1));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_seed_gives_the_same_model_and_another_seed_another()
    {
        var (first, _) = Train("first", Options);
        var (second, _) = Train("second", Options);
        var (other, _) = Train("other", Options with { Seed = 4 });

        Assert.Equal(Weights(first), Weights(second));
        Assert.Equal(File.ReadAllText(Path.Combine(first, "metrics.json")), File.ReadAllText(Path.Combine(second, "metrics.json")));
        Assert.NotEqual(Weights(first), Weights(other));
    }

    [Theory]
    [InlineData(Assignment.Single, 2)]   // in the first epoch, before there is a checkpoint
    [InlineData(Assignment.Single, 11)]  // in the second
    [InlineData(Assignment.Multiple, 17)]
    [InlineData(Assignment.Single, 23)]  // in the training on everything
    public void A_training_that_was_interrupted_ends_in_the_same_model(Assignment assignment, int progressReports)
    {
        var (whole, expected) = Train("whole", Options, assignment);

        Assert.Throws<OperationCanceledException>(() => Train("whole-again", Options, assignment, stopAfter: progressReports));
        Assert.False(Directory.Exists(_folder.File("whole-again")));
        manual_seed(12345); // another process has other random numbers
        var (resumed, actual) = Train("whole-again", Options, assignment);

        Assert.Equal(Weights(whole), Weights(resumed));
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "metrics.json")), File.ReadAllText(Path.Combine(resumed, "metrics.json")));
        Assert.Equal(expected.Epochs, actual.Epochs);
        Assert.Equal(expected.RefitEpochs, actual.RefitEpochs);
    }

    [Fact]
    public void The_figures_say_which_model_they_are_of()
    {
        var (measured, withoutRefit) = Train("measured", Options with { Refit = false });
        var (refitted, withRefit) = Train("refitted", Options);

        Assert.Null(withoutRefit.RefitEpochs);
        Assert.Equal("The figures are of this model, on posts it was not trained on.", Note(measured));
        Assert.Equal(withRefit.BestEpoch, withRefit.RefitEpochs!.Count); // it was refitted
        Assert.StartsWith("The figures are of the model before: ", Note(refitted), StringComparison.Ordinal);
        Assert.Equal(withoutRefit.FineTuned.MacroF1, withRefit.FineTuned.MacroF1); // the same measured model
        Assert.NotEqual(Weights(measured), Weights(refitted));
        Assert.All(withRefit.RefitEpochs, epoch => Assert.Null(epoch.ValidationMacroF1));
    }

    [Fact]
    public void What_is_measured_is_what_the_saved_model_says_of_the_test_posts()
    {
        var (folder, result) = Train("measured", Options with { Refit = false });
        using var model = TorchClassifier.Load(folder, CPU, Precision.Fp32);

        var said = model.Classify([.. result.Split.Test.Select(post => post.Text)], done: null, TestContext.Current.CancellationToken);

        var right = said.Zip(result.Split.Test).Count(pair => pair.First.Codes.SequenceEqual(pair.Second.Codes));
        Assert.Equal((double)right / result.Split.Test.Count, result.FineTuned.Accuracy.Value!.Value, 1e-9);
        Assert.Equal(result.Split.Test.Count, result.FineTuned.Posts);
    }

    [Fact]
    public void It_learns()
    {
        var (_, result) = Train("model", Options with { Epochs = 20, HeadFactor = 10 });

        Assert.True(result.FineTuned.MacroF1.Value > result.Majority.MacroF1.Value + 0.2, $"{result.FineTuned.MacroF1.Value} against {result.Majority.MacroF1.Value}");
        Assert.True(result.Epochs[^1].TrainingLoss < result.Epochs[0].TrainingLoss);
    }

    [Fact]
    public void A_training_that_starts_from_a_model_begins_where_that_ended_and_records_it()
    {
        var (older, cold) = Train("older", Options with { Epochs = 20, HeadFactor = 10 });
        _folder.Write("older/README.md", "not part of it");

        var (folder, warm) = Train("newer", Options with { HeadFactor = 10 }, from: older);

        Assert.True(warm.Epochs[0].TrainingLoss < (0.8 * cold.Epochs[0].TrainingLoss), $"{warm.Epochs[0].TrainingLoss} against {cold.Epochs[0].TrainingLoss}");
        Assert.True(warm.RefitEpochs![0].TrainingLoss < (0.8 * cold.RefitEpochs![0].TrainingLoss), "The training on everything starts from the model too.");
        Assert.Equal($"The model it started from had learnt from {warm.Split.Test.Count} of the {warm.Split.Test.Count} test posts: the figures are better than they would be on new posts.", warm.Warning);
        Assert.EndsWith(warm.Warning, Note(folder), StringComparison.Ordinal);
        Assert.Null(cold.Warning);
        using var training = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "training.json")));
        var from = training.RootElement.GetProperty("from");
        Assert.Equal(("older", 3, 60), (from.GetProperty("name").GetString(), from.GetProperty("taxonomy_version").GetInt32(), from.GetProperty("posts").GetArrayLength()));
        Assert.Equal(["red", "green", "blue", "rare"], from.GetProperty("head").EnumerateObject().Select(code => code.Value[0].GetString()));
        Assert.Contains("\nIts weights began as those of the model older (version 3 of the taxonomy): codes kept red, green, blue, rare; merged none; new none.\n", File.ReadAllText(Path.Combine(folder, "MODEL_CARD.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_from_a_model_that_was_interrupted_ends_in_the_same_model()
    {
        var (older, _) = Train("older", Options);
        var (whole, _) = Train("whole", Options, from: older);

        Assert.Throws<OperationCanceledException>(() => Train("whole-again", Options, stopAfter: 11, from: older));
        manual_seed(12345);
        var (resumed, _) = Train("whole-again", Options, from: older);

        Assert.Equal(Weights(whole), Weights(resumed));
        Assert.NotEqual(Weights(older), Weights(whole));
    }

    [Fact]
    public void The_rate_rises_then_falls_to_zero_over_all_epochs()
    {
        List<TrainingProgress> told = [];

        Train("model", Options with { Refit = false }, Assignment.Single, told.Add);

        var steps = told.Where(progress => progress.EndOfEpoch is null).ToList();
        Assert.Equal(Enumerable.Range(1, steps[0].Steps), steps.Select(progress => progress.Step));
        Assert.Equal(3, steps.Select(progress => progress.Epoch).Distinct().Count());
        var peak = steps.FindIndex(progress => progress.LearningRate == steps.Max(other => other.LearningRate));
        Assert.InRange(peak, 1, steps.Count / 5);
        Assert.Equal(Options.LearningRate, steps[peak].LearningRate, 1e-9);
        Assert.All(steps.Skip(peak).Zip(steps.Skip(peak + 1)), pair => Assert.True(pair.Second.LearningRate < pair.First.LearningRate));
        Assert.InRange(steps[^1].LearningRate, 0, Options.LearningRate / (steps.Count - peak) * 1.001); // the step after it would have 0
    }

    [Fact]
    public void The_records_hold_every_option_and_the_split_and_no_text()
    {
        var (folder, result) = Train("model", Options);

        using var training = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "training.json")));
        var options = training.RootElement.GetProperty("options");
        Assert.Equal(typeof(TrainingOptions).GetProperties().Length, options.EnumerateObject().Count());
        Assert.Equal((3, "fp32", 0.001), (options.GetProperty("seed").GetInt32(), options.GetProperty("precision").GetString(), options.GetProperty("learning_rate").GetDouble()));
        var split = training.RootElement.GetProperty("split");
        Assert.Equal(result.Split.Validation.Select(post => post.PostId), split.GetProperty("validation").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(["MODEL_CARD.md", "classifier.json", "config.json", "metrics.json", "model.safetensors", "tokenizer_config.json", "training.json", "vocab.txt"],
            Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var texts = CodedPosts.Learnable(Assignment.Single, 60).Select(post => post.Text).ToList();
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".json" or ".md"))
        {
            var content = File.ReadAllText(file);
            Assert.DoesNotContain(texts, text => content.Contains(text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_code_that_only_one_post_has_is_learnt_from_and_not_measured()
    {
        var (folder, result) = Train("model", Options);

        Assert.Contains(result.Split.Training, post => post.Codes.Contains("rare"));
        Assert.Contains("rare", result.Unmeasured);
        Assert.Equal(["red", "green", "blue", "rare"], ClassifierDescription.Load(folder).Codes);
    }

    [Fact]
    public void Test_posts_of_ones_own_are_measured_on_and_never_learnt_from()
    {
        CodedText[] test = [.. CodedPosts.Learnable(Assignment.Single, 60).Take(9).Select(post => post with { PostId = "own-" + post.PostId, ThreadId = "own" })];

        var (_, result) = Train("model", Options, Assignment.Single, testPosts: test);

        Assert.Equal(test, result.Split.Test);
        Assert.Equal(60, result.Split.Training.Count + result.Split.Validation.Count);
    }

    private (string Folder, TrainingResult Result) Train(
        string name, TrainingOptions options, Assignment assignment = Assignment.Single, Action<TrainingProgress>? report = null, int stopAfter = int.MaxValue, CodedText[]? testPosts = null, string? from = null)
    {
        using var stop = new CancellationTokenSource();
        void Count(TrainingProgress progress)
        {
            report?.Invoke(progress);
            if (--stopAfter == 0)
            {
                stop.Cancel();
            }
        }

        var data = new TrainingData(CodedPosts.Taxonomy(assignment, "red", "green", "blue", "rare"), CodedPosts.Learnable(assignment, 60), testPosts);
        var work = WorkFolder.Open(_folder.File(name), new Dictionary<string, string> { ["options"] = options.ToString() }, overwrite: false, resume: false);
        var start = from is null ? null : WarmStart.Load(from, data);
        var result = new TrainingRun(data, start?.Encoder ?? _encoder, options, CPU, TimeProvider.System, Count, start).Run(work, stop.Token);
        work.Finish();
        return (_folder.File(name), result);
    }

    private static byte[] Weights(string folder) => File.ReadAllBytes(Path.Combine(folder, "model.safetensors"));

    private static string? Note(string folder)
    {
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "metrics.json")));
        return metrics.RootElement.GetProperty("note").GetString();
    }
}
