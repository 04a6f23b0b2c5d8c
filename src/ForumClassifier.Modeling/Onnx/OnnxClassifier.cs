using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;
using Microsoft.ML.OnnxRuntime;

namespace ForumClassifier.Modeling.Onnx;

/// <summary>A fine-tuned encoder with its head, computed by ONNX Runtime; torch is not loaded.</summary>
/// <remarks>In int8 a text's probabilities depend a little on those it shares a batch with: the scale of the numbers is that of the batch.</remarks>
public sealed class OnnxClassifier : ITextClassifier
{
    /// <summary>Tokens of a batch: few enough that its activations stay in the caches of a CPU.</summary>
    public const int DefaultTokenBudget = 1024;

    private readonly OnnxSession _session;
    private readonly BatchClassifier _batches;
    private readonly int _paddingId;

    private OnnxClassifier(OnnxSession session, BatchClassifier batches, int paddingId) => (_session, _batches, _paddingId) = (session, batches, paddingId);

    public string Name => _batches.Name;

    public CodeSet Codes => _batches.Codes;

    /// <summary>Loads a model folder; its graph is made in memory.</summary>
    /// <param name="card">Index of a CUDA card, or null for the CPU.</param>
    /// <param name="precision">Fp32, or on the CPU Int8.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="maxTokens">Longest input, from 2 to what the encoder takes; null for the model's.</param>
    /// <exception cref="ForumClassifierException">A file of the folder is missing or damaged, or the model is too large for a graph.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The encoder does not take so long an input.</exception>
    public static OnnxClassifier Load(string folder, int? card, Precision precision, int threads, int? maxTokens = null) =>
        Load(folder, card, precision, threads, maxTokens, DefaultTokenBudget, configure: null);

    /// <param name="tokenBudget">Most tokens of a batch, padding included.</param>
    /// <param name="configure">Changes the options of the session; may be null.</param>
    internal static OnnxClassifier Load(string folder, int? card, Precision precision, int threads, int? maxTokens, int tokenBudget, Action<SessionOptions>? configure)
    {
        var parts = ModelParts.Load(folder, maxTokens);
        var session = new OnnxSession(BuildGraph(folder, parts, precision), card, threads, parts.Description.Pooling == Pooling.Mean, configure);
        return new OnnxClassifier(session, new BatchClassifier(parts.Description, parts.Tokenizer, parts.MaxTokens, tokenBudget), parts.Tokenizer.PaddingId);
    }

    public PreparedText Prepare(string text) => _batches.Prepare(text);

    public IReadOnlyList<Classification> Classify(IReadOnlyList<PreparedText> texts, Action<ClassifiedBatch>? done, CancellationToken cancellationToken) =>
        _batches.Classify(texts, ids => _session.Run(ids, _paddingId, BertGraph.Probabilities), done, cancellationToken);

    public void Dispose() => _session.Dispose();

    private static OnnxGraph BuildGraph(string folder, ModelParts parts, Precision precision)
    {
        var (description, sizes) = (parts.Description, parts.Configuration);
        using var checkpoint = Checkpoint.Open(folder);
        var weights = new BertWeights(checkpoint, folder, sizes, description.Pooling, description.Codes.Count);
        var graph = BertGraph.Build(weights, sizes, description.Pooling, description.Taxonomy.Assignment, precision == Precision.Int8);
        return graph.WeightBytes < int.MaxValue - (1 << 20) // room for the nodes
            ? graph
            : throw new ModelException(folder, $"Its weights take {graph.WeightBytes} bytes; a graph in memory has less than 2 GiB.", "Use --engine torch.");
    }
}
