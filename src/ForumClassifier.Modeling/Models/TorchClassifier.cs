using System.Diagnostics;
using System.Runtime.InteropServices;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Encoders.Fused;
using ForumClassifier.Modeling.Native;
using ForumClassifier.Modeling.Tokenizers;
using ForumClassifier.Modeling.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Models;

/// <summary>A fine-tuned encoder with its head, ready to classify.</summary>
public sealed class TorchClassifier : ITextClassifier
{
    /// <summary>Tokens of a batch: few enough that its activations stay in the caches of a CPU and leave no large holes in the heap.</summary>
    public const int DefaultTokenBudget = 1024;

    private readonly SequenceClassifier _model;
    private readonly BertTextTokenizer _tokenizer;
    private readonly ClassifierDescription _description;
    private readonly FusedEncoder? _fused;
    private readonly Device _device;
    private readonly int _maxTokens;
    private readonly int _tokenBudget;

    /// <param name="model">Taken over; it must be on the device.</param>
    /// <param name="maxTokens">Longest input, at most what the encoder takes.</param>
    /// <param name="fused">Computes in place of the model's own encoder; taken over; null where the model computes all.</param>
    internal TorchClassifier(SequenceClassifier model, BertTextTokenizer tokenizer, ClassifierDescription description, Device device, Precision precision, int maxTokens, int tokenBudget = DefaultTokenBudget, FusedEncoder? fused = null)
    {
        _fused = fused;
        (_model, _tokenizer, _description, _device, _maxTokens, _tokenBudget) = (model, tokenizer, description, device, maxTokens, tokenBudget);
        Codes = new CodeSet(description.Codes);
        _model.eval();
        if (fused is not null)
        {
            NativeHeap.Keep();
        }
        else
        {
            _model.ComputeIn(PrecisionChoice.ToType(precision), isFrozen: true);
        }
    }

    public string Name => _description.Name;

    public CodeSet Codes { get; }

    /// <summary>Loads a model folder.</summary>
    /// <param name="maxTokens">Longest input, from 2 to what the encoder takes; null for the model's.</param>
    /// <exception cref="ForumClassifierException">A file of the folder is missing or damaged, or the encoder cannot be computed in this precision.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The encoder does not take so long an input.</exception>
    public static TorchClassifier Load(string folder, Device device, Precision precision, int? maxTokens = null) =>
        Load(folder, device, precision, maxTokens, DefaultTokenBudget, isFused: true);

    /// <param name="isFused">False computes with the model's own modules even where the faster way would serve.</param>
    internal static TorchClassifier Load(string folder, Device device, Precision precision, int? maxTokens, int tokenBudget, bool isFused)
    {
        var description = ClassifierDescription.Load(folder);
        var configuration = BertConfiguration.Load(folder);
        if (maxTokens < 2 || maxTokens > configuration.MaxPositionEmbeddings)
        {
            throw new ArgumentOutOfRangeException(nameof(maxTokens), maxTokens, $"Expected 2 to {configuration.MaxPositionEmbeddings}.");
        }

        if (description.MaxTokens > configuration.MaxPositionEmbeddings)
        {
            throw new ModelException(folder, $"Its classifier.json says that it reads {description.MaxTokens} tokens, its config.json {configuration.MaxPositionEmbeddings}.", "Copy the model folder again, or train again.");
        }

        var tokenizer = BertTextTokenizer.Load(folder, configuration.VocabSize);
        var model = new SequenceClassifier(configuration, description.Pooling, description.Codes.Count);
        using var checkpoint = Checkpoint.Open(folder);
        CheckpointLoading.Load(model, checkpoint, folder, isHeadNew: false);
        model.to(device);
        if (precision == Precision.Int8 && !FusedEncoder.Supports(configuration, device))
        {
            throw new PrecisionException("int8", $"An encoder of this width ({configuration.HiddenSize}, {configuration.NumAttentionHeads} heads) cannot be computed in 8-bit integers.", "Use auto, fp32 or bf16.");
        }

        var fused = isFused && FusedEncoder.Supports(configuration, device) ? new FusedEncoder(model, configuration, precision, tokenBudget) : null;
        return new TorchClassifier(model, tokenizer, description, device, precision, maxTokens ?? description.MaxTokens, tokenBudget, fused);
    }

    public PreparedText Prepare(string text)
    {
        var tokenized = _tokenizer.Encode(text, _maxTokens);
        return new PreparedText(KeyOf(tokenized), tokenized.Ids, tokenized.Truncated);
    }

    public IReadOnlyList<Classification> Classify(IReadOnlyList<PreparedText> texts, Action<ClassifiedBatch>? done, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var results = new Classification[texts.Count];
        using var mode = inference_mode();
        foreach (var batch in TextBatches.Cut([.. texts.Select(text => text.TokenIds.Count)], _tokenBudget, isPadded: _fused is null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            var probabilities = Probabilities([.. batch.Select(index => texts[index].TokenIds)]);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            for (var row = 0; row < batch.Count; row++)
            {
                var text = texts[batch[row]];
                float[] ofRow = [.. probabilities.Skip(row * Codes.Count).Take(Codes.Count)];
                results[batch[row]] = new Classification(ofRow, Choose(ofRow), text.TokenIds.Count, text.Truncated);
            }

            if (_fused is null) // else the sizes are bounded, and the end of the window is early enough
            {
                NativeHeap.Trim();
            }

            done?.Invoke(new ClassifiedBatch(batch.Count, Computed(batch), seconds));
        }

        NativeHeap.Trim();
        return results;

        // tokens, padding included; the first is the longest
        long Computed(IReadOnlyList<int> batch) =>
            _fused is null ? (long)batch.Count * texts[batch[0]].TokenIds.Count : batch.Sum(index => texts[index].TokenIds.Count);
    }

    public void Dispose()
    {
        _fused?.Dispose();
        _model.Dispose();
    }

    // two UTF-16 units for each token, and one more where some were cut off
    private static string KeyOf(TokenizedText text)
    {
        int[] ids = [.. text.Ids];
        return string.Concat(MemoryMarshal.Cast<int, char>(ids), text.Truncated ? "+" : "");
    }

    // [B, C] in rows
    private ArraySegment<float> Probabilities(IReadOnlyList<IReadOnlyList<int>> ids)
    {
        using var scope = NewDisposeScope();
        var logits = Logits(ids); // [B, C]
        var probabilities = _description.Taxonomy.Assignment == Assignment.Single ? logits.softmax(1) : logits.sigmoid(); // [B, C]
        return probabilities.to(CPU).data<float>().ToArray();
    }

    private Tensor Logits(IReadOnlyList<IReadOnlyList<int>> ids)
    {
        if (_fused is not null)
        {
            return _model.Classify(_fused.Embed(ids, _description.Pooling)); // [B, C]
        }

        using var batch = TokenBatch.Pad(ids, _tokenizer.PaddingId, _device);
        return _model.call(batch); // [B, C]
    }

    private string[] Choose(float[] probabilities)
    {
        if (_description.Thresholds is not { } thresholds)
        {
            return [Codes[Array.IndexOf(probabilities, probabilities.Max())]];
        }

        return [.. Codes.Where((_, code) => probabilities[code] >= thresholds[code])];
    }
}
