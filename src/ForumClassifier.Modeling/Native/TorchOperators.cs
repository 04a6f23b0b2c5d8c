using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Native;

/// <summary>Operators of libtorch that TorchSharp does not wrap, through libtorch's C interface: oneDNN's linear layers and torch's own threads.</summary>
/// <remarks>
/// The interface is that of torch's ahead-of-time compiler (<c>torch/csrc/inductor/aoti_torch/c</c>), which keeps its functions from release
/// to release. Its tensor handle is TorchSharp's. TorchScript would be another way, but <c>torch.jit.compile</c> knows no
/// <c>torch.ops</c> and ends the process where it meets them.
/// </remarks>
internal static unsafe partial class TorchOperators
{
    private const string Library = "torch_cpu";
    private const int Float32 = 6; // c10::ScalarType

    private static readonly string[] Needed =
        ["aoti_torch_call_dispatcher", "aoti_torch_cpu__linear_pointwise", "aoti_torch_cpu__qlinear_pointwise_tensor", "aoti_torch_get_data_ptr", "aoti_torch_new_tensor_handle", "torch_parallel_for"];

    private static readonly Lazy<bool> Available = new(() =>
        NativeLibrary.TryLoad(Library, typeof(TorchOperators).Assembly, searchPath: null, out var library)
        && Needed.All(name => NativeLibrary.TryGetExport(library, name, out _)));

    /// <summary>True where libtorch has them all. Ask after torch is loaded.</summary>
    public static bool AreAvailable => Available.Value;

    /// <summary>A weight in the order in which oneDNN reads it.</summary>
    /// <param name="weight">[out, in] float32 or bfloat16.</param>
    /// <returns>Owned by the caller's dispose scope; for <see cref="Linear"/> only.</returns>
    public static Tensor Pack(Tensor weight) => CallWithNone("mkldnn::_reorder_linear_weight\0"u8, weight);

    /// <summary>An 8-bit weight in the order in which oneDNN reads it.</summary>
    /// <param name="weight">[out, in] int8.</param>
    /// <returns>Owned by the caller's dispose scope; for <see cref="QuantizedLinear"/> only.</returns>
    public static Tensor PackQuantized(Tensor weight) => CallWithNone("onednn::qlinear_prepack\0"u8, weight);

    /// <summary>A linear layer, followed by gelu if asked for.</summary>
    /// <param name="input">[M, in] of the weight's type.</param>
    /// <param name="packed">From <see cref="Pack"/>.</param>
    /// <param name="bias">[out] of the weight's type.</param>
    /// <returns>[M, out] of the weight's type, in the caller's dispose scope.</returns>
    public static Tensor Linear(Tensor input, Tensor packed, Tensor bias, bool isGelu)
    {
        nint biasHandle = bias.Handle, result;
        fixed (byte* operation = isGelu ? "gelu\0"u8 : "none\0"u8, algorithm = "none\0"u8)
        {
            var name = algorithm;
            Check(aoti_torch_cpu__linear_pointwise(input.Handle, packed.Handle, &biasHandle, operation, null, 0, &name, &result), nameof(Linear));
        }

        return Tensor.UnsafeCreateTensor(result);
    }

    /// <summary>A product of 8-bit integers: (input - zeroPoint) times the weight, times the weight's scale.</summary>
    /// <param name="input">[M, in] uint8.</param>
    /// <param name="one">[1] float32, holding 1.</param>
    /// <param name="zeroPoint">[1] int32.</param>
    /// <param name="packed">From <see cref="PackQuantized"/>.</param>
    /// <param name="scales">[out] float32, of the weight's rows.</param>
    /// <param name="zeros">[out] int32, zeros.</param>
    /// <returns>[M, out] float32, in the caller's dispose scope.</returns>
    public static Tensor QuantizedLinear(Tensor input, Tensor one, Tensor zeroPoint, Tensor packed, Tensor scales, Tensor zeros)
    {
        nint result;
        var type = Float32;
        fixed (byte* none = "none\0"u8)
        {
            Check(aoti_torch_cpu__qlinear_pointwise_tensor(input.Handle, one.Handle, zeroPoint.Handle, packed.Handle, scales.Handle, zeros.Handle, null, 1, 0, &type, none, null, 0, none, &result), nameof(QuantizedLinear));
        }

        return Tensor.UnsafeCreateTensor(result);
    }

    /// <summary>The memory of a contiguous tensor on the CPU, valid as long as the tensor.</summary>
    public static T* Data<T>(Tensor tensor)
        where T : unmanaged
    {
        nint data;
        Check(aoti_torch_get_data_ptr(tensor.Handle, &data), nameof(Data));
        return (T*)data;
    }

    /// <summary>Runs a loop on torch's own threads, so that they do not compete with others; returns when all of it is done.</summary>
    /// <param name="body">Given begin and end of a part; must not throw.</param>
    public static void ParallelFor(long count, Action<int, int> body)
    {
        var handle = GCHandle.Alloc(body);
        try
        {
            Check(torch_parallel_for(0, count, 1, &Run, GCHandle.ToIntPtr(handle)), nameof(ParallelFor));
        }
        finally
        {
            handle.Free();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Run(long begin, long end, nint context) => ((Action<int, int>)GCHandle.FromIntPtr(context).Target!)((int)begin, (int)end); // allocated in ParallelFor

    // An operator of one tensor and one optional argument that is left out. The dispatcher takes over the handle.
    private static Tensor CallWithNone(ReadOnlySpan<byte> name, Tensor tensor)
    {
        nint handle;
        Check(aoti_torch_new_tensor_handle(tensor.Handle, &handle), nameof(CallWithNone));
        var stack = stackalloc ulong[2] { (ulong)handle, 0 };
        fixed (byte* operation = name, overload = "\0"u8)
        {
            Check(aoti_torch_call_dispatcher(operation, overload, stack), nameof(CallWithNone));
        }

        return Tensor.UnsafeCreateTensor((nint)stack[0]);
    }

    private static void Check(int code, string operation)
    {
        if (code != 0)
        {
            throw new InvalidOperationException($"libtorch's {operation} failed; its message stands above.");
        }
    }

    [LibraryImport(Library)]
    private static partial int aoti_torch_call_dispatcher(byte* name, byte* overload, ulong* stack);

    [LibraryImport(Library)]
    private static partial int aoti_torch_get_data_ptr(nint tensor, nint* result);

    [LibraryImport(Library)]
    private static partial int aoti_torch_new_tensor_handle(nint tensor, nint* result);

    [LibraryImport(Library)]
    private static partial int aoti_torch_cpu__linear_pointwise(nint input, nint weight, nint* bias, byte* operation, double** scalars, long scalarCount, byte** algorithm, nint* result);

    [LibraryImport(Library)]
    private static partial int aoti_torch_cpu__qlinear_pointwise_tensor(
        nint input, nint inputScale, nint inputZeroPoint, nint weight, nint weightScales, nint weightZeroPoints, nint* bias,
        double outputScale, long outputZeroPoint, int* outputType, byte* operation, double** scalars, long scalarCount, byte* algorithm, nint* result);

    [LibraryImport(Library)]
    private static partial int torch_parallel_for(long begin, long end, long grain, delegate* unmanaged[Cdecl]<long, long, nint, void> body, nint context);
}
