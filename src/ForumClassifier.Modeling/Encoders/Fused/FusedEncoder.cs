using System.Runtime.Intrinsics;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Native;
using ForumClassifier.Modeling.Weights;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>A BERT encoder for inference on a CPU with AVX-512: no padding, packed weights, one pass over memory between two products.</summary>
/// <remarks>Not for several threads at once. Results do not depend on what else is in a batch.</remarks>
internal sealed class FusedEncoder : IDisposable
{
    private const int RowStep = 32; // rows are rounded up to it, so that oneDNN sees few shapes

    private readonly BertConfiguration _configuration;
    private readonly ScalarType _inputType;
    private readonly Tensor _words;     // [V, D]
    private readonly Tensor _positions; // [positions, D], the first token type added
    private readonly Normalisation _norm;
    private readonly IFusedLayer[] _layers;
    private PackedStates _states;

    /// <summary>Build it outside any dispose scope.</summary>
    /// <param name="encoder">A module with a BERT encoder; its parameters are float32 and copied, but for the word embeddings, which must live on.</param>
    public FusedEncoder(nn.Module encoder, BertConfiguration configuration, Precision precision, int capacity)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var parameters = CheckpointLoading.Named(encoder).ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        _configuration = configuration;
        _words = parameters["embeddings.word_embeddings.weight"].alias().DetachFromDisposeScope();
        _positions = (parameters["embeddings.position_embeddings.weight"] + parameters["embeddings.token_type_embeddings.weight"][0]).DetachFromDisposeScope();
        _norm = new Normalisation(parameters["embeddings.LayerNorm.weight"], parameters["embeddings.LayerNorm.bias"], configuration.LayerNormEps);
        var weights = Enumerable.Range(0, configuration.NumHiddenLayers).Select(layer => new LayerWeights(parameters, layer));
        var epsilon = configuration.LayerNormEps;
        (_inputType, _layers) = precision switch
        {
            Precision.Int8 => (ScalarType.Byte, weights.Select(layer => (IFusedLayer)new QuantizedLayer(layer, epsilon)).ToArray()),
            Precision.Bf16 => (ScalarType.BFloat16, [.. weights.Select(layer => new BFloat16Layer(layer, epsilon))]),
            _ => (ScalarType.Float32, [.. weights.Select(layer => new FloatLayer(layer, epsilon))]),
        };
        _states = new PackedStates(configuration, RoundUp(capacity), _inputType);
    }

    /// <summary>True where the processor, libtorch and the sizes of the encoder allow it.</summary>
    public static bool Supports(BertConfiguration configuration, Device device) =>
        device.type == TorchSharp.DeviceType.CPU && Vector512.IsHardwareAccelerated && TorchOperators.AreAvailable
        && configuration.HiddenSize % 16 == 0 && configuration.IntermediateSize % 16 == 0 && configuration.HiddenSize / configuration.NumAttentionHeads % 16 == 0;

    /// <summary>One vector for each text.</summary>
    /// <param name="texts">B lists of token ids, none empty.</param>
    /// <returns>[B, D] float32, in the caller's dispose scope: the mean over the tokens, or the first.</returns>
    public unsafe Tensor Embed(IReadOnlyList<IReadOnlyList<int>> texts, Pooling pooling)
    {
        Enter(texts);
        _layers[0].Enter(_states);
        foreach (var layer in _layers)
        {
            layer.Forward(_states);
        }

        var pooled = empty(texts.Count, _states.Width); // [B, D]
        Pool(TorchOperators.Data<float>(pooled), pooling);
        return pooled;
    }

    public void Dispose()
    {
        foreach (var part in (IDisposable[])[_words, _positions, _norm, _states, .. _layers])
        {
            part.Dispose();
        }
    }

    private static int RoundUp(int rows) => (rows + RowStep - 1) / RowStep * RowStep;

    // words + positions + the first token type, normalised
    private unsafe void Enter(IReadOnlyList<IReadOnlyList<int>> texts)
    {
        var starts = new int[texts.Count + 1];
        for (var text = 0; text < texts.Count; text++)
        {
            starts[text + 1] = starts[text] + texts[text].Count;
        }

        var rows = RoundUp(starts[^1]);
        if (rows > _states.Capacity)
        {
            _states.Dispose();
            _states = new PackedStates(_configuration, rows, _inputType);
        }

        (_states.Rows, _states.Starts) = (rows, starts);
        var width = _states.Width;
        var hidden = _states.HiddenData;
        var words = TorchOperators.Data<float>(_words);
        var positions = TorchOperators.Data<float>(_positions);
        var scale = _norm.Scale;
        var bias = _norm.Bias;
        TorchOperators.ParallelFor(texts.Count, (begin, end) =>
        {
            var row = hidden + ((long)starts[begin] * width);
            for (var text = begin; text < end; text++)
            {
                for (var position = 0; position < texts[text].Count; position++, row += width)
                {
                    var word = words + ((long)texts[text][position] * width);
                    for (var column = 0; column < width; column += 16)
                    {
                        (Vector512.Load(word + column) + Vector512.Load(positions + ((long)position * width) + column)).Store(row + column);
                    }

                    RowKernels.Normalise(row, width, scale, bias, _norm.Epsilon);
                }
            }
        });

        new Span<float>(hidden + ((long)starts[^1] * width), (rows - starts[^1]) * width).Clear();
        new Span<float>(_states.ContextData + ((long)starts[^1] * width), (rows - starts[^1]) * width).Clear();
    }

    private unsafe void Pool(float* pooled, Pooling pooling)
    {
        var width = _states.Width;
        for (var text = 0; text < _states.Starts.Length - 1; text++)
        {
            var (start, end) = (_states.Starts[text], pooling == Pooling.First ? _states.Starts[text] + 1 : _states.Starts[text + 1]);
            for (var column = 0; column < width; column += 16)
            {
                var sum = Vector512<float>.Zero;
                for (var row = start; row < end; row++)
                {
                    sum += Vector512.Load(_states.HiddenData + ((long)row * width) + column);
                }

                (sum / (end - start)).Store(pooled + ((long)text * width) + column);
            }
        }
    }
}
