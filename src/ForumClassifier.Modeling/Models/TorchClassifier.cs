using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders;
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
    private readonly BatchClassifier _batches;
    private readonly FusedEncoder? _fused;
    private readonly Assignment _assignment;
    private readonly Pooling _pooling;
    private readonly int _paddingId;
    private readonly Device _device;

    /// <param name="model">Taken over; it must be on the device.</param>
    /// <param name="maxTokens">Longest input, at most what the encoder takes.</param>
    /// <param name="fused">Computes in place of the model's own encoder; taken over; null where the model computes all.</param>
    internal TorchClassifier(SequenceClassifier model, BertTextTokenizer tokenizer, ClassifierDescription description, Device device, Precision precision, int maxTokens, int tokenBudget = DefaultTokenBudget, FusedEncoder? fused = null)
    {
        (_model, _fused, _device, _paddingId) = (model, fused, device, tokenizer.PaddingId);
        (_assignment, _pooling) = (description.Taxonomy.Assignment, description.Pooling);
        _batches = new BatchClassifier(description, tokenizer, maxTokens, tokenBudget, isPadded: fused is null);
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

    public string Name => _batches.Name;

    public CodeSet Codes => _batches.Codes;

    /// <summary>Loads a model folder.</summary>
    /// <param name="maxTokens">Longest input, from 2 to what the encoder takes; null for the model's.</param>
    /// <exception cref="ForumClassifierException">A file of the folder is missing or damaged, or the encoder cannot be computed in this precision.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The encoder does not take so long an input.</exception>
    public static TorchClassifier Load(string folder, Device device, Precision precision, int? maxTokens = null) =>
        Load(folder, device, precision, maxTokens, DefaultTokenBudget, isFused: true);

    /// <param name="isFused">False computes with the model's own modules even where the faster way would serve.</param>
    internal static TorchClassifier Load(string folder, Device device, Precision precision, int? maxTokens, int tokenBudget, bool isFused)
    {
        var parts = ModelParts.Load(folder, maxTokens);
        var model = new SequenceClassifier(parts.Configuration, parts.Description.Pooling, parts.Description.Codes.Count);
        using var checkpoint = Checkpoint.Open(folder);
        CheckpointLoading.Load(model, checkpoint, folder, isHeadNew: false);
        model.to(device);
        var configuration = parts.Configuration;
        var fused = isFused && FusedEncoder.Supports(configuration, device) ? new FusedEncoder(model, configuration, precision, tokenBudget) : null;
        return new TorchClassifier(model, parts.Tokenizer, parts.Description, device, precision, parts.MaxTokens, tokenBudget, fused);
    }

    public PreparedText Prepare(string text) => _batches.Prepare(text);

    public IReadOnlyList<Classification> Classify(IReadOnlyList<PreparedText> texts, Action<ClassifiedBatch>? done, CancellationToken cancellationToken)
    {
        using var mode = inference_mode();
        var results = _batches.Classify(texts, Probabilities, batch =>
        {
            if (_fused is null) // else the sizes are bounded, and the end of the window is early enough
            {
                NativeHeap.Trim();
            }

            done?.Invoke(batch);
        }, cancellationToken);
        NativeHeap.Trim();
        return results;
    }

    public void Dispose()
    {
        _fused?.Dispose();
        _model.Dispose();
    }

    // [B, C] in rows
    private float[] Probabilities(IReadOnlyList<IReadOnlyList<int>> ids)
    {
        using var scope = NewDisposeScope();
        var logits = Logits(ids); // [B, C]
        var probabilities = _assignment == Assignment.Single ? logits.softmax(1) : logits.sigmoid(); // [B, C]
        return probabilities.to(CPU).data<float>().ToArray();
    }

    private Tensor Logits(IReadOnlyList<IReadOnlyList<int>> ids)
    {
        if (_fused is not null)
        {
            return _model.Classify(_fused.Embed(ids, _pooling)); // [B, C]
        }

        using var batch = TokenBatch.Pad(ids, _paddingId, _device);
        return _model.call(batch); // [B, C]
    }
}
