using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Native;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>The states of a batch whose texts lie one after the other, in memory that is used again for the next batch.</summary>
internal sealed class PackedStates : IDisposable
{
    private readonly Tensor _hidden;      // [capacity, D] float32
    private readonly Tensor _context;     // [capacity, D] float32
    private readonly Tensor _input;       // [capacity, D] in the format of the linear layers
    private readonly Tensor _wide;        // [capacity, intermediate size] uint8; empty where not needed
    private readonly Tensor _inputScales; // [capacity] float32
    private readonly Tensor _wideScales;  // [capacity] float32

    /// <param name="capacity">Most rows.</param>
    /// <param name="input">Float32, BFloat16 or, for 8 bits, Byte.</param>
    public PackedStates(BertConfiguration configuration, int capacity, ScalarType input)
    {
        (Capacity, Width, WideWidth, Heads) = (capacity, configuration.HiddenSize, configuration.IntermediateSize, configuration.NumAttentionHeads);
        _hidden = zeros(capacity, Width).DetachFromDisposeScope();
        _context = zeros(capacity, Width).DetachFromDisposeScope();
        _input = zeros(input == ScalarType.Float32 ? 0 : capacity, Width, dtype: input).DetachFromDisposeScope();
        _wide = zeros(input == ScalarType.Byte ? capacity : 0, WideWidth, dtype: ScalarType.Byte).DetachFromDisposeScope();
        _inputScales = zeros(capacity).DetachFromDisposeScope();
        _wideScales = zeros(capacity).DetachFromDisposeScope();
    }

    public int Capacity { get; }

    public int Width { get; }

    public int WideWidth { get; }

    public int Heads { get; }

    /// <summary>Rows in use; those after the last text hold anything finite.</summary>
    public int Rows { get; set; }

    /// <summary>First row of each text, and the end of the last.</summary>
    public int[] Starts { get; set; } = [0];

    public Tensor Hidden => _hidden.narrow(0, 0, Rows); // [rows, D]

    public Tensor Context => _context.narrow(0, 0, Rows); // [rows, D]

    public Tensor Input => _input.narrow(0, 0, Rows); // [rows, D]

    public Tensor Wide => _wide.narrow(0, 0, Rows); // [rows, intermediate size]

    public unsafe float* HiddenData => TorchOperators.Data<float>(_hidden);

    public unsafe float* ContextData => TorchOperators.Data<float>(_context);

    public unsafe BFloat16Sink HalfSink => new(TorchOperators.Data<ushort>(_input), Width);

    public unsafe QuantizedSink ByteSink => new(TorchOperators.Data<byte>(_input), Width, InputScales, offset: 0);

    public unsafe QuantizedSink WideSink => new(TorchOperators.Data<byte>(_wide), WideWidth, WideScales, RowKernels.GeluOffset);

    public unsafe float* InputScales => TorchOperators.Data<float>(_inputScales);

    public unsafe float* WideScales => TorchOperators.Data<float>(_wideScales);

    public unsafe void AddAndNormalise<TSource, TSink>(TSource source, Normalisation norm, TSink sink)
        where TSource : struct, IRowSource
        where TSink : struct, IRowSink =>
        RowKernels.AddAndNormalise(source, HiddenData, Rows, Width, norm.Scale, norm.Bias, norm.Epsilon, sink);

    public unsafe void Attend<TSource>(TSource source)
        where TSource : struct, IRowSource =>
        AttentionKernel.Attend(source, Starts, Heads, Width / Heads, ContextData);

    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[_hidden, _context, _input, _wide, _inputScales, _wideScales])
        {
            tensor.Dispose();
        }
    }
}
