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
}
