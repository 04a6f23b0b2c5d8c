using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>Functions of sixteen numbers at once.</summary>
internal static class VectorMath
{
    /// <summary>e to the power of x, to a few units in the last place; 0 from -104 down.</summary>
    /// <param name="x">At most 88.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Max(x, Vector512.Create(-104f));
        var whole = Avx512F.RoundScale(x * Vector512.Create(1.44269504f), 0); // to the nearest integer
        var rest = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-0.693359375f), x);        // ln 2 in two parts
        rest = Vector512.FusedMultiplyAdd(whole, Vector512.Create(2.12194440e-4f), rest);        // in [-0.35, 0.35]
        var y = Vector512.Create(1f / 720);
        y = Vector512.FusedMultiplyAdd(y, rest, Vector512.Create(1f / 120));
        y = Vector512.FusedMultiplyAdd(y, rest, Vector512.Create(1f / 24));
        y = Vector512.FusedMultiplyAdd(y, rest, Vector512.Create(1f / 6));
        y = Vector512.FusedMultiplyAdd(y, rest, Vector512.Create(0.5f));
        y = Vector512.FusedMultiplyAdd(y, rest, Vector512<float>.One);
        y = Vector512.FusedMultiplyAdd(y, rest, Vector512<float>.One);
        return Avx512F.Scale(y, whole);
    }

    /// <summary>x times the share of the normal distribution below x; the error function to 2e-7 (Abramowitz and Stegun, 7.1.26).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Gelu(Vector512<float> x)
    {
        var z = Vector512.Abs(x) * Vector512.Create(0.70710678f);
        var t = Vector512<float>.One / Vector512.FusedMultiplyAdd(z, Vector512.Create(0.3275911f), Vector512<float>.One);
        var y = Vector512.Create(1.061405429f);
        y = Vector512.FusedMultiplyAdd(y, t, Vector512.Create(-1.453152027f));
        y = Vector512.FusedMultiplyAdd(y, t, Vector512.Create(1.421413741f));
        y = Vector512.FusedMultiplyAdd(y, t, Vector512.Create(-0.284496736f));
        y = Vector512.FusedMultiplyAdd(y, t, Vector512.Create(0.254829592f));
        var tail = y * t * Exp(-z * z) * Vector512.Create(0.5f); // (1 - erf z) / 2
        var share = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), tail, Vector512<float>.One - tail);
        return x * share;
    }

    /// <summary>to[column][row] = from[row][column] of a square of 16.</summary>
    public static unsafe void Transpose(float* from, int fromStride, float* to, int toStride)
    {
        var quarters = stackalloc float[256]; // of four rows each, four columns in each vector
        for (var row = 0; row < 16; row += 4)
        {
            var (a, b) = (Vector512.Load(from + (row * fromStride)), Vector512.Load(from + ((row + 1) * fromStride)));
            var (c, d) = (Vector512.Load(from + ((row + 2) * fromStride)), Vector512.Load(from + ((row + 3) * fromStride)));
            var (abLow, abHigh) = (Avx512F.UnpackLow(a, b).AsDouble(), Avx512F.UnpackHigh(a, b).AsDouble());
            var (cdLow, cdHigh) = (Avx512F.UnpackLow(c, d).AsDouble(), Avx512F.UnpackHigh(c, d).AsDouble());
            Avx512F.UnpackLow(abLow, cdLow).AsSingle().Store(quarters + (row * 16));
            Avx512F.UnpackHigh(abLow, cdLow).AsSingle().Store(quarters + ((row + 1) * 16));
            Avx512F.UnpackLow(abHigh, cdHigh).AsSingle().Store(quarters + ((row + 2) * 16));
            Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle().Store(quarters + ((row + 3) * 16));
        }

        for (var column = 0; column < 4; column++)
        {
            var (a, b) = (Vector512.Load(quarters + (column * 16)), Vector512.Load(quarters + ((column + 4) * 16)));
            var (c, d) = (Vector512.Load(quarters + ((column + 8) * 16)), Vector512.Load(quarters + ((column + 12) * 16)));
            var (abEven, abOdd) = (Avx512F.Shuffle4x128(a, b, 0x88), Avx512F.Shuffle4x128(a, b, 0xDD));
            var (cdEven, cdOdd) = (Avx512F.Shuffle4x128(c, d, 0x88), Avx512F.Shuffle4x128(c, d, 0xDD));
            Avx512F.Shuffle4x128(abEven, cdEven, 0x88).Store(to + (column * toStride));
            Avx512F.Shuffle4x128(abOdd, cdOdd, 0x88).Store(to + ((column + 4) * toStride));
            Avx512F.Shuffle4x128(abEven, cdEven, 0xDD).Store(to + ((column + 8) * toStride));
            Avx512F.Shuffle4x128(abOdd, cdOdd, 0xDD).Store(to + ((column + 12) * toStride));
        }
    }
}
