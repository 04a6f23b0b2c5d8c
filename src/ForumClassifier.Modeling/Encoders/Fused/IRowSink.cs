using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>Where a kernel leaves a row for the next linear layer, in its format.</summary>
internal interface IRowSink
{
    /// <param name="values">As many as the row is wide.</param>
    unsafe void Write(int row, float* values);
}

/// <summary>Leaves a row as it is: for float32, where the linear layer reads what the kernel has written.</summary>
internal readonly struct NoSink : IRowSink
{
    public unsafe void Write(int row, float* values)
    {
    }
}

/// <summary>Rounds to bfloat16, to the nearest even.</summary>
internal readonly unsafe struct BFloat16Sink(ushort* data, int width) : IRowSink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(int row, float* values)
    {
        var to = data + ((long)row * width);
        for (var column = 0; column < width; column += 16)
        {
            var bits = Vector512.Load(values + column).AsUInt32();
            var rounded = (bits + Vector512.Create(0x7FFFu) + ((bits >> 16) & Vector512<uint>.One)) >> 16;
            Avx512F.ConvertToVector256UInt16(rounded).Store(to + column);
        }
    }
}

/// <summary>Rounds to 8 bits with a scale of the row's own, so that a row does not depend on the others of its batch.</summary>
/// <param name="scales">Filled: the value of one step, by row.</param>
/// <param name="offset">
/// Added first. 0: values of either sign, the zero at 128. Positive: values of at least minus the offset, the zero at 0; the
/// linear layer takes the offset back in its bias.
/// </param>
internal readonly unsafe struct QuantizedSink(byte* data, int width, float* scales, float offset) : IRowSink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(int row, float* values)
    {
        var largest = Vector512<float>.Zero;
        var shift = Vector512.Create(offset);
        for (var column = 0; column < width; column += 16)
        {
            largest = Vector512.Max(largest, Vector512.Abs(Vector512.Load(values + column) + shift));
        }

        var top = MathF.Max(Largest(largest), 1e-20f);
        var steps = offset == 0 ? 127f : 255f;
        scales[row] = top / steps;
        var factor = Vector512.Create(steps / top);
        var zero = Vector512.Create(offset == 0 ? 128 : 0);
        var to = data + ((long)row * width);
        for (var column = 0; column < width; column += 16)
        {
            var whole = Avx512F.ConvertToVector512Int32((Vector512.Load(values + column) + shift) * factor) + zero;
            Avx512F.ConvertToVector128ByteWithSaturation(Vector512.Max(whole, Vector512<int>.Zero).AsUInt32()).Store(to + column);
        }
    }

    private static float Largest(Vector512<float> values)
    {
        var eight = Vector256.Max(values.GetLower(), values.GetUpper());
        var four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        return MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
    }
}
