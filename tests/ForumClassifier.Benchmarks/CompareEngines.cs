using System.Diagnostics;
using System.Globalization;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Native;
using ForumClassifier.Modeling.Onnx;
using Microsoft.ML.OnnxRuntime;
using Spectre.Console;

namespace ForumClassifier.Benchmarks;

/// <summary>Engines against each other on the same texts, in turn, so that a busy machine slows all of them alike.</summary>
/// <remarks>
/// A candidate is <c>torch:fp32</c>, <c>torch:bf16</c>, <c>onnx:fp32</c> or <c>onnx:int8</c>; those of onnx may go on with
/// <c>,budget=N</c>, <c>,threads=N</c>, <c>,arena=0|1</c>, <c>,pattern=0|1</c>, <c>,optimization=0|1|2|99</c> and <c>,KEY=VALUE</c> of a session.
/// </remarks>
internal static class CompareEngines
{
    private const int Posts = 1500;
    private const int MaxTokens = 256;

    /// <param name="each">1 for all of the first 1,500 posts, N for each Nth of them.</param>
    public static async Task<int> RunAsync(string model, string corpus, int rounds, int each, string[] candidates)
    {
        var screen = new Screen(Console.Out, Console.Error);
        var template = ClassifierDescription.Load(model).TextTemplate;
        List<string> texts = [];
        var number = 0;
        await foreach (var post in CorpusReader.ReadAsync([corpus], new PostColumns { TextColumns = ["title", "text"] }))
        {
            if (number % each == 0 && PostText.Compose(post, template) is { Length: > 0 } text)
            {
                texts.Add(text);
            }

            if (++number == Posts)
            {
                break;
            }
        }

        var classifiers = candidates.Select(candidate => Load(model, candidate)).ToList();
        var prepared = texts.Select(classifiers[0].Prepare).ToList();
        var tokens = prepared.Sum(text => (long)text.TokenIds.Count);
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{texts.Count} texts, {tokens} tokens, {rounds} rounds"));
        var speeds = candidates.Select(_ => new List<double>()).ToList();
        var codes = new List<string>[candidates.Length];
        for (var round = -1; round < rounds; round++) // the first warms up
        {
            for (var i = 0; i < candidates.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                codes[i] = [.. classifiers[i].Classify(prepared, done: null, CancellationToken.None).Select(one => string.Join(';', one.Codes))];
                if (round >= 0)
                {
                    speeds[i].Add(tokens / Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
            }
        }

        var table = Screen.NewTable(null, "candidate", "tokens/s, median", "best", "ratio to the first", "lowest", "highest", "same codes");
        for (var i = 0; i < candidates.Length; i++)
        {
            var ratios = speeds[i].Zip(speeds[0], (one, first) => one / first).Order().ToList();
            string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
            table.AddRow(candidates[i], Number(speeds[i].Order().ElementAt(rounds / 2), "N0"), Number(speeds[i].Max(), "N0"), Number(ratios[rounds / 2], "F3"), Number(ratios[0], "F2"), Number(ratios[^1], "F2"),
                $"{codes[i].Zip(codes[0]).Count(pair => pair.First == pair.Second)} of {texts.Count}");
        }

        screen.Table(table);
        classifiers.ForEach(classifier => classifier.Dispose());
        return 0;
    }

    private static ITextClassifier Load(string model, string candidate)
    {
        var settings = candidate.Split(',');
        var precision = Enum.Parse<Precision>(settings[0].Split(':')[1], ignoreCase: true);
        if (settings[0].StartsWith("torch:", StringComparison.Ordinal))
        {
            NativeTorch.Load();
            return TorchClassifier.Load(model, ComputeDevice.Find("cpu"), precision, MaxTokens);
        }

        var values = settings.Skip(1).Select(setting => setting.Split('=')).ToDictionary(setting => setting[0], setting => setting[1], StringComparer.Ordinal);
        int Number(string name, int otherwise) => values.Remove(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
        var (budget, threads) = (Number("budget", OnnxClassifier.DefaultTokenBudget), Number("threads", Environment.ProcessorCount));
        var (arena, pattern, optimization) = (Number("arena", 1), Number("pattern", 0), Number("optimization", (int)GraphOptimizationLevel.ORT_ENABLE_ALL));
        return OnnxClassifier.Load(model, card: null, precision, threads, MaxTokens, budget, options =>
        {
            (options.EnableCpuMemArena, options.EnableMemoryPattern, options.GraphOptimizationLevel) = (arena == 1, pattern == 1, (GraphOptimizationLevel)optimization);
            foreach (var (key, value) in values)
            {
                options.AddSessionConfigEntry(key, value);
            }
        });
    }
}
