using ForumClassifier.Modeling.Devices;
using Microsoft.ML.OnnxRuntime;

namespace ForumClassifier.Modeling.Onnx;

/// <summary>A graph of <see cref="BertGraph"/> in ONNX Runtime.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly bool _poolsByMean;

    /// <param name="card">Index of a CUDA card, or null for the CPU.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="poolsByMean">True where the vector of a text is the mean over its tokens, false where it is the first token's.</param>
    /// <param name="configure">Changes the options before the session is made; may be null.</param>
    public OnnxSession(OnnxGraph graph, int? card, int threads, bool poolsByMean, Action<SessionOptions>? configure = null)
    {
        OrtEnv.Instance().DisableTelemetryEvents();
        using var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            EnableMemoryPattern = false, // it plans for one shape, and batches have ever others
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        if (!PrecisionChoice.CpuHasVnni())
        {
            options.AddSessionConfigEntry("session.x64quantprecision", "1"); // older processors add pairs of products in 16 bits, which overflow
        }

        if (card is { } index)
        {
            options.AppendExecutionProvider_CUDA(index);
        }

        configure?.Invoke(options);
        _poolsByMean = poolsByMean;
        _session = new InferenceSession(graph.ToBytes(), options);
    }

    /// <param name="texts">B lists of token ids, none empty, the longest first.</param>
    /// <param name="paddingId">Any token: no text sees those behind its end.</param>
    /// <param name="output">Of <see cref="BertGraph"/>.</param>
    /// <returns>[B, C] in rows.</returns>
    public float[] Run(IReadOnlyList<IReadOnlyList<int>> texts, int paddingId, string output)
    {
        var longest = texts[0].Count;
        var ids = new int[texts.Count * longest];
        var shares = new float[ids.Length];
        Array.Fill(ids, paddingId);
        for (var row = 0; row < texts.Count; row++)
        {
            var (text, start) = (texts[row], row * longest);
            for (var column = 0; column < text.Count; column++)
            {
                ids[start + column] = text[column];
                shares[start + column] = _poolsByMean ? 1f / text.Count : column == 0 ? 1 : 0;
            }
        }

        using var tokenIds = OrtValue.CreateTensorValueFromMemory(ids, [texts.Count, longest]);
        using var lengths = OrtValue.CreateTensorValueFromMemory([.. texts.Select(text => text.Count)], [texts.Count]);
        using var poolingShares = OrtValue.CreateTensorValueFromMemory(shares, [texts.Count, 1, longest]);
        using var results = _session.Run(_options, [BertGraph.TokenIds, BertGraph.Lengths, BertGraph.Shares], [tokenIds, lengths, poolingShares], [output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }
}
