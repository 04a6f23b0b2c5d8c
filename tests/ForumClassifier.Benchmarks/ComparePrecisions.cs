using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using ForumClassifier.Core;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Native;
using static TorchSharp.torch;

namespace ForumClassifier.Benchmarks;

/// <summary>Times precisions in turn on the same texts, so that a busy machine slows all of them alike.</summary>
internal static class ComparePrecisions
{
    private const int Window = 1024; // posts, as label has them
    private const int MaxTokens = 256;

    public static async Task<int> RunAsync(string model, string corpus, int posts, int rounds, string[] engines)
    {
        NativeTorch.Load();
        var texts = await ReadAsync(corpus, posts);
        var classifiers = engines.Select(engine => Load(model, engine)).ToList();
        var prepared = classifiers[0].Prepare(texts);
        var tokens = prepared.Sum(text => (long)text.TokenIds.Count);
        var flops = Flops(BertConfiguration.Load(model), prepared);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prepared.Count} posts, {tokens} tokens, {flops / tokens / 1e6:F2} MFLOP a token, {get_num_threads()} threads"));
        var seconds = engines.Select(_ => new List<double>()).ToList();
        foreach (var classifier in classifiers)
        {
            Classify(classifier, [.. prepared.Take(Window / 4)]); // warm
        }

        for (var round = 0; round < rounds; round++)
        {
            for (var engine = 0; engine < engines.Length; engine++)
            {
                var start = Stopwatch.GetTimestamp();
                Classify(classifiers[engine], prepared);
                seconds[engine].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        for (var engine = 0; engine < engines.Length; engine++)
        {
            var ratios = seconds[engine].Zip(seconds[0], (own, first) => first / own).Order().ToList();
            var (best, median) = (seconds[engine].Min(), seconds[engine].Order().ElementAt(rounds / 2));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{engines[engine],-24} {tokens / median,8:F0} tokens/s (best {tokens / best:F0}), {flops / median / 1e9:F0} GFLOP/s (best {flops / best / 1e9:F0}), {ratios[rounds / 2]:F3} times {engines[0]} ({ratios[0]:F3} to {ratios[^1]:F3})"));
        }

        classifiers.ForEach(classifier => classifier.Dispose());
        return 0;
    }

    private static void Classify(TorchClassifier classifier, IReadOnlyList<PreparedText> texts)
    {
        foreach (var window in texts.Chunk(Window))
        {
            classifier.Classify(window, done: null, CancellationToken.None);
        }
    }

    private static TorchClassifier Load(string model, string engine)
    {
        var parts = engine.Split(':');
        return TorchClassifier.Load(model, CPU, PrecisionChoice.Find(parts[0], CPU, BertConfiguration.Load(model)), MaxTokens,
            parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : TorchClassifier.DefaultTokenBudget, isFused: parts.Length < 3);
    }

    // Linear layers and the two products of attention, of real tokens; two operations for each multiplication with addition.
    private static double Flops(BertConfiguration encoder, IReadOnlyList<PreparedText> texts)
    {
        var linear = 2.0 * ((4.0 * encoder.HiddenSize * encoder.HiddenSize) + (2.0 * encoder.HiddenSize * encoder.IntermediateSize));
        return encoder.NumHiddenLayers * texts.Sum(text => (text.TokenIds.Count * linear) + (4.0 * text.TokenIds.Count * text.TokenIds.Count * encoder.HiddenSize));
    }

    // Title and text, as the model's template joins them.
    private static async Task<List<string>> ReadAsync(string corpus, int posts)
    {
        await using var file = File.OpenRead(corpus);
        await using Stream stream = corpus.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        List<string> texts = [];
        while (texts.Count < posts && await reader.ReadLineAsync() is { } line)
        {
            using var post = JsonDocument.Parse(line);
            texts.Add($"{post.RootElement.GetProperty("title").GetString()}\n\n{post.RootElement.GetProperty("text").GetString()}");
        }

        return texts;
    }
}
