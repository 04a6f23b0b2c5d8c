using System.Diagnostics;
using System.Globalization;
using ForumClassifier.Cli;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Training;
using ForumClassifier.Training.FineTuning;
using Spectre.Console;
using TorchSharp;

namespace ForumClassifier.Benchmarks;

/// <summary>After a change of taxonomy: learning curves of a training from the encoder and of one from the older model, on posts that neither learnt from.</summary>
internal static class CompareWarmStart
{
    private const int OlderSeed = 100;
    private static readonly int[] Seeds = [101, 102, 103];

    /// <param name="rest">Epochs of the cold start (and of the older model), of the warm start, and the longest input; 10, 4 and 128 where not given.</param>
    public static async Task<int> RunAsync(string folder, string project, string[] rest)
    {
        var started = Stopwatch.GetTimestamp();
        var screen = new Screen(Console.Out, Console.Error);
        var changed = await ChangedTaxonomy.ReadAsync(folder, project, screen);
        var (device, precision) = ComputeChoice.Automatic.ChooseForTraining();
        var encoder = PretrainedEncoder.Load(ProgramFiles.EncoderFolder(ProgramFiles.DefaultEncoder));
        int Number(int place, int otherwise) => rest.Length > place ? int.Parse(rest[place], CultureInfo.InvariantCulture) : otherwise;
        var (coldEpochs, warmEpochs, maxTokens) = (Number(0, 10), Number(1, 4), Number(2, 128));
        TrainingOptions Options(int seed) => TrainingOptions.For(encoder.Name, changed.After.Assignment) with { Seed = seed, MaxTokens = maxTokens, Precision = precision, Patience = 1000 };

        var work = Directory.CreateTempSubdirectory("compare-warm-start-").FullName;
        try
        {
            var older = Path.Combine(work, "older");
            TrainOlder(changed.Before, encoder, Options(OlderSeed), coldEpochs, device, work, older);
            var from = WarmStart.Load(older, changed.After);
            var cold = Seeds.Select(seed => Curve(changed.After, encoder, Options(seed), coldEpochs, device, Path.Combine(work, $"cold-{seed}"), head: null)).ToList();
            var warm = Seeds.Select(seed => Curve(changed.After, from.Encoder, Options(seed), warmEpochs, device, Path.Combine(work, $"warm-{seed}"), from.Head())).ToList();
            Print(screen, changed.After, Options(OlderSeed).BatchSize, cold, warm);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{project}: data {changed.After.Hash()[..16]}, {precision}, at most {maxTokens} tokens, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s"));
        return 0;
    }

    private static void TrainOlder(TrainingData data, PretrainedEncoder encoder, TrainingOptions options, int epochs, torch.Device device, string work, string folder)
    {
        SeedWith(options.Seed);
        var (model, _) = new FineTunedClassifier(encoder, data.Codes, data.Assignment, options, device, Path.Combine(work, "checkpoints"), Report)
            .Train("older model", epochs, data.Posts, validation: [], CancellationToken.None);
        using (model)
        {
            ModelFolder.Write(folder, encoder, model, new ClassifierDescription
            {
                Name = "older",
                Taxonomy = data.Taxonomy,
                Codes = [.. data.Codes],
                Pooling = encoder.Pooling,
                TextTemplate = options.TextTemplate,
                MaxTokens = options.MaxTokens,
                Thresholds = null,
            });
        }
    }

    // The test posts stand in for validation, so that each epoch is measured on them; nothing is chosen by them.
    private static double[] Curve(TrainingData data, PretrainedEncoder encoder, TrainingOptions options, int epochs, torch.Device device, string checkpoints, HeadStart? head)
    {
        SeedWith(options.Seed);
        var (model, state) = new FineTunedClassifier(encoder, data.Codes, data.Assignment, options, device, checkpoints, Report, head)
            .Train(Path.GetFileName(checkpoints), epochs, data.Posts, data.TestPosts!, CancellationToken.None); // there are test posts
        model.Dispose();
        return [.. state.Epochs.Select(epoch => epoch.ValidationMacroF1!.Value)]; // measured, as there are posts
    }

    private static void Print(Screen screen, TrainingData data, int batchSize, List<double[]> cold, List<double[]> warm)
    {
        var stepsOfEpoch = (data.Posts.Count + batchSize - 1) / batchSize;
        var table = Screen.NewTable("macro F1 on the test posts, mean of three seeds (lowest to highest)", "step", "from the encoder", "from the older model");
        for (var epoch = 0; epoch < Math.Max(cold[0].Length, warm[0].Length); epoch++)
        {
            table.AddRow(((epoch + 1) * stepsOfEpoch).ToString(CultureInfo.InvariantCulture), Shown(cold, epoch), Shown(warm, epoch));
        }

        screen.Table(table);
        var (final, steps) = (cold.Average(curve => curve[^1]), cold[0].Length * stepsOfEpoch);
        var reached = Enumerable.Range(0, warm[0].Length).FirstOrDefault(epoch => warm.Average(curve => curve[epoch]) >= final, -1);
        screen.Line(reached < 0
            ? string.Create(CultureInfo.InvariantCulture, $"The start from the older model does not reach {final:F3}, the macro F1 of {steps} steps from the encoder, in {warm[0].Length * stepsOfEpoch} steps.")
            : string.Create(CultureInfo.InvariantCulture, $"The start from the older model reaches {final:F3}, the macro F1 of {steps} steps from the encoder, after {(reached + 1) * stepsOfEpoch} steps ({100.0 * (reached + 1) / cold[0].Length:F0} %)."));
    }

    private static string Shown(List<double[]> curves, int epoch) => epoch >= curves[0].Length ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{curves.Average(curve => curve[epoch]):F3} ({curves.Min(curve => curve[epoch]):F3} to {curves.Max(curve => curve[epoch]):F3})");

    private static void SeedWith(int seed)
    {
#pragma warning disable RS0030 // each training is one of its own
        torch.manual_seed(seed);
#pragma warning restore RS0030
    }

    private static void Report(TrainingProgress progress)
    {
        if (progress.EndOfEpoch is { } epoch)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {progress.Phase}: epoch {epoch.Epoch}, loss {epoch.TrainingLoss:F4}, macro F1 {epoch.ValidationMacroF1:F3}, {progress.PostsPerSecond:F1} posts/s"));
        }
    }
}
