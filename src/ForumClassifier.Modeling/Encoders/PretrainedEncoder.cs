using System.Security.Cryptography;
using System.Text.Json;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Tokenizers;
using ForumClassifier.Modeling.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders;

/// <summary>A pretrained encoder in Hugging Face layout, to fine-tune from.</summary>
public sealed class PretrainedEncoder
{
    // What a model folder takes over from its encoder.
    private static readonly string[] CarriedFiles = ["config.json", "vocab.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"];

    private readonly string _folder;

    private PretrainedEncoder(string folder, BertConfiguration configuration, BertTextTokenizer tokenizer, Pooling pooling) =>
        (_folder, Configuration, Tokenizer, Pooling) = (folder, configuration, tokenizer, pooling);

    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_folder)));

    /// <summary>Longest input in tokens.</summary>
    public int MaxTokens => Configuration.MaxPositionEmbeddings;

    public BertTextTokenizer Tokenizer { get; }

    /// <summary>The mean for sentence encoders and for checkpoints without a pooler, else the first token.</summary>
    public Pooling Pooling { get; }

    internal BertConfiguration Configuration { get; }

    /// <param name="pooling">Null for that of the checkpoint; a fine-tuned model says its own.</param>
    /// <exception cref="Core.ForumClassifierException">A file is missing or damaged, or the architecture is not supported.</exception>
    public static PretrainedEncoder Load(string folder, Pooling? pooling = null)
    {
        if (!Directory.Exists(folder))
        {
            throw new EncoderException(folder, "There is no such folder.", "Expected an encoder in Hugging Face layout, by name from models/encoders/ or by path.");
        }

        var configuration = BertConfiguration.Load(folder);
        using var checkpoint = Checkpoint.Open(folder);
        var hasPooler = checkpoint.Names.Any(name => name.EndsWith("pooler.dense.weight", StringComparison.Ordinal));
        return new PretrainedEncoder(folder, configuration, BertTextTokenizer.Load(folder, configuration.VocabSize), pooling ?? (hasPooler && !PoolsByMean(folder) ? Pooling.First : Pooling.Mean));
    }

    /// <summary>SHA-256 over the weights and the files that shape their use.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.EnumerateFiles(_folder, "*.safetensors").Order(StringComparer.Ordinal)
            .Concat(CarriedFiles.Select(name => Path.Combine(_folder, name)).Where(File.Exists));
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Copies the files that a model needs beside its own weights.</summary>
    public void CopyFilesTo(string folder)
    {
        foreach (var name in CarriedFiles.Where(name => File.Exists(Path.Combine(_folder, name))))
        {
            File.Copy(Path.Combine(_folder, name), Path.Combine(folder, name), overwrite: true);
        }
    }

    /// <summary>A classifier with this encoder's weights and a new head. Call it outside any dispose scope.</summary>
    internal SequenceClassifier CreateClassifier(int codeCount, Device device)
    {
        var classifier = new SequenceClassifier(Configuration, Pooling, codeCount);
        using var checkpoint = Checkpoint.Open(_folder);
        CheckpointLoading.Load(classifier, checkpoint, _folder, isHeadNew: true);
        return classifier.to(device);
    }

    // sentence-transformers says in 1_Pooling/config.json how its encoders pool.
    private static bool PoolsByMean(string folder)
    {
        var path = Path.Combine(folder, "1_Pooling", "config.json");
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.TryGetProperty("pooling_mode_mean_tokens", out var mean) && mean.ValueKind == JsonValueKind.True;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new EncoderException(path, "It is no JSON object.", "Copy the encoder's 1_Pooling/config.json again.", e);
        }
    }
}
