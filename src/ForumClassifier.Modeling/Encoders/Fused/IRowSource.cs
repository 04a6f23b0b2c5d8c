using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>Where a kernel reads rows of numbers, whatever their format.</summary>
internal interface IRowSource
{
    /// <summary>Sixteen numbers from a column on, a multiple of 16.</summary>
    Vector512<float> Load(int row, int column);
}

/// <summary>Rows of float32.</summary>
internal readonly unsafe struct FloatRows(float* data, int width) : IRowSource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Load(int row, int column) => Vector512.Load(data + ((long)row * width) + column);
}

/// <summary>Rows of bfloat16: the upper halves of float32.</summary>
internal readonly unsafe struct BFloat16Rows(ushort* data, int width) : IRowSource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Load(int row, int column)
    {
        var (low, high) = Vector256.Widen(Vector256.Load(data + ((long)row * width) + column));
        return (Vector512.Create(low, high) << 16).AsSingle();
    }
}

/// <summary>Products of 8-bit integers: times the scale of the row of the input, plus the bias.</summary>
internal readonly unsafe struct ScaledRows(float* data, int width, float* rowScales, float* bias) : IRowSource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Load(int row, int column) =>
        Vector512.FusedMultiplyAdd(Vector512.Load(data + ((long)row * width) + column), Vector512.Create(rowScales[row]), Vector512.Load(bias + column));
}
