using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ForumClassifier.Modeling.Native;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>Self-attention over texts that lie one after the other, without padding.</summary>
/// <remarks>
/// One text and head at a time, 32 queries side by side in the lanes of two vectors: maximum, sum and division of the softmax then
/// need no step across lanes, keys and values are read as they are, and everything stays in the first cache.
/// </remarks>
internal static unsafe class AttentionKernel
{
    private const int Lanes = 32; // queries at once

    /// <param name="source">[rows, 3 D]: query, key and value of all heads.</param>
    /// <param name="starts">First row of each text, and the end of the last.</param>
    /// <param name="headSize">K, a multiple of 16.</param>
    /// <param name="context">[rows, D], filled; D = heads times K.</param>
    public static void Attend<TSource>(TSource source, int[] starts, int heads, int headSize, float* context)
        where TSource : struct, IRowSource
    {
        var texts = starts.Length - 1;
        var longest = 0;
        for (var text = 0; text < texts; text++)
        {
            longest = Math.Max(longest, starts[text + 1] - starts[text]);
        }

        // All texts of one head, then those of the next: each thread gets texts of every length.
        TorchOperators.ParallelFor((long)texts * heads, (begin, end) =>
        {
            var floats = (longest * headSize * 2) + (longest * Lanes) + (headSize * Lanes);
            var memory = (float*)NativeMemory.AlignedAlloc((nuint)floats * sizeof(float), 64);
            var keys = memory;                             // [T, K]
            var values = keys + (longest * headSize);      // [T, K]
            var scores = values + (longest * headSize);    // [T, lanes]
            var queries = scores + (longest * Lanes);      // [K, lanes], then the context
            for (var item = begin; item < end; item++)
            {
                var (head, text) = (item / texts, item % texts);
                Attend(source, starts[text], starts[text + 1] - starts[text], head, heads * headSize, headSize, keys, values, scores, queries, context);
            }

            NativeMemory.AlignedFree(memory);
        });
    }

    private static void Attend<TSource>(TSource source, int start, int length, int head, int width, int headSize, float* keys, float* values, float* scores, float* queries, float* context)
        where TSource : struct, IRowSource
    {
        var first = head * headSize;
        for (var token = 0; token < length; token++)
        {
            for (var k = 0; k < headSize; k += 16)
            {
                source.Load(start + token, width + first + k).Store(keys + (token * headSize) + k);
                source.Load(start + token, (2 * width) + first + k).Store(values + (token * headSize) + k);
            }
        }

        var factor = Vector512.Create(1 / MathF.Sqrt(headSize));
        var row = stackalloc float[16];
        for (var query = 0; query < length; query += Lanes)
        {
            var count = Math.Min(Lanes, length - query);
            for (var lane = 0; lane < count; lane++)
            {
                for (var k = 0; k < headSize; k += 16)
                {
                    (source.Load(start + query + lane, first + k) * factor).Store(row);
                    for (var i = 0; i < 16; i++)
                    {
                        queries[((k + i) * Lanes) + lane] = row[i];
                    }
                }
            }

            var (lowMaximum, highMaximum) = Score(queries, keys, scores, length, headSize);
            var (lowSum, highSum) = Exponentiate(scores, length, lowMaximum, highMaximum);
            Mix(scores, values, queries, length, headSize, Vector512<float>.One / lowSum, Vector512<float>.One / highSum);
            for (var lane = 0; lane < count; lane++)
            {
                var to = context + ((long)(start + query + lane) * width) + first;
                for (var k = 0; k < headSize; k++)
                {
                    to[k] = queries[(k * Lanes) + lane];
                }
            }
        }
    }

    // scores[j] = key j times each query; six keys at once, then one by one
    private static (Vector512<float> Low, Vector512<float> High) Score(float* queries, float* keys, float* scores, int length, int headSize)
    {
        var lowest = Vector512.Create(float.MinValue);
        var (lowMaximum, highMaximum) = (lowest, lowest);
        var j = 0;
        for (; j + 6 <= length; j += 6)
        {
            var key = keys + (j * headSize);
            var zero = Vector512<float>.Zero;
            var (a0, a1, a2, a3, a4, a5) = (zero, zero, zero, zero, zero, zero);
            var (b0, b1, b2, b3, b4, b5) = (zero, zero, zero, zero, zero, zero);
            for (var k = 0; k < headSize; k++)
            {
                var low = Vector512.Load(queries + (k * Lanes));
                var high = Vector512.Load(queries + (k * Lanes) + 16);
                var value = Vector512.Create(key[k]);
                a0 = Vector512.FusedMultiplyAdd(low, value, a0);
                b0 = Vector512.FusedMultiplyAdd(high, value, b0);
                value = Vector512.Create(key[headSize + k]);
                a1 = Vector512.FusedMultiplyAdd(low, value, a1);
                b1 = Vector512.FusedMultiplyAdd(high, value, b1);
                value = Vector512.Create(key[(2 * headSize) + k]);
                a2 = Vector512.FusedMultiplyAdd(low, value, a2);
                b2 = Vector512.FusedMultiplyAdd(high, value, b2);
                value = Vector512.Create(key[(3 * headSize) + k]);
                a3 = Vector512.FusedMultiplyAdd(low, value, a3);
                b3 = Vector512.FusedMultiplyAdd(high, value, b3);
                value = Vector512.Create(key[(4 * headSize) + k]);
                a4 = Vector512.FusedMultiplyAdd(low, value, a4);
                b4 = Vector512.FusedMultiplyAdd(high, value, b4);
                value = Vector512.Create(key[(5 * headSize) + k]);
                a5 = Vector512.FusedMultiplyAdd(low, value, a5);
                b5 = Vector512.FusedMultiplyAdd(high, value, b5);
            }

            var to = scores + (j * Lanes);
            a0.Store(to);
            b0.Store(to + 16);
            a1.Store(to + 32);
            b1.Store(to + 48);
            a2.Store(to + 64);
            b2.Store(to + 80);
            a3.Store(to + 96);
            b3.Store(to + 112);
            a4.Store(to + 128);
            b4.Store(to + 144);
            a5.Store(to + 160);
            b5.Store(to + 176);
            lowMaximum = Vector512.Max(lowMaximum, Vector512.Max(Vector512.Max(Vector512.Max(a0, a1), Vector512.Max(a2, a3)), Vector512.Max(a4, a5)));
            highMaximum = Vector512.Max(highMaximum, Vector512.Max(Vector512.Max(Vector512.Max(b0, b1), Vector512.Max(b2, b3)), Vector512.Max(b4, b5)));
        }

        for (; j < length; j++)
        {
            var (a, b) = (Vector512<float>.Zero, Vector512<float>.Zero);
            for (var k = 0; k < headSize; k++)
            {
                var value = Vector512.Create(keys[(j * headSize) + k]);
                a = Vector512.FusedMultiplyAdd(Vector512.Load(queries + (k * Lanes)), value, a);
                b = Vector512.FusedMultiplyAdd(Vector512.Load(queries + (k * Lanes) + 16), value, b);
            }

            a.Store(scores + (j * Lanes));
            b.Store(scores + (j * Lanes) + 16);
            lowMaximum = Vector512.Max(lowMaximum, a);
            highMaximum = Vector512.Max(highMaximum, b);
        }

        return (lowMaximum, highMaximum);
    }

    // scores = e^(scores - maximum), and their sums
    private static (Vector512<float> Low, Vector512<float> High) Exponentiate(float* scores, int length, Vector512<float> lowMaximum, Vector512<float> highMaximum)
    {
        var (lowSum, highSum) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var j = 0; j < length; j++)
        {
            var low = VectorMath.Exp(Vector512.Load(scores + (j * Lanes)) - lowMaximum);
            var high = VectorMath.Exp(Vector512.Load(scores + (j * Lanes) + 16) - highMaximum);
            low.Store(scores + (j * Lanes));
            high.Store(scores + (j * Lanes) + 16);
            lowSum += low;
            highSum += high;
        }

        return (lowSum, highSum);
    }

    // mixed[k] = sum over j of scores[j] times value j; eight k at once
    private static void Mix(float* scores, float* values, float* mixed, int length, int headSize, Vector512<float> lowFactor, Vector512<float> highFactor)
    {
        for (var k = 0; k < headSize; k += 8)
        {
            var zero = Vector512<float>.Zero;
            var (a0, a1, a2, a3, a4, a5, a6, a7) = (zero, zero, zero, zero, zero, zero, zero, zero);
            var (b0, b1, b2, b3, b4, b5, b6, b7) = (zero, zero, zero, zero, zero, zero, zero, zero);
            for (var j = 0; j < length; j++)
            {
                var low = Vector512.Load(scores + (j * Lanes));
                var high = Vector512.Load(scores + (j * Lanes) + 16);
                var from = values + (j * headSize) + k;
                var value = Vector512.Create(from[0]);
                a0 = Vector512.FusedMultiplyAdd(low, value, a0);
                b0 = Vector512.FusedMultiplyAdd(high, value, b0);
                value = Vector512.Create(from[1]);
                a1 = Vector512.FusedMultiplyAdd(low, value, a1);
                b1 = Vector512.FusedMultiplyAdd(high, value, b1);
                value = Vector512.Create(from[2]);
                a2 = Vector512.FusedMultiplyAdd(low, value, a2);
                b2 = Vector512.FusedMultiplyAdd(high, value, b2);
                value = Vector512.Create(from[3]);
                a3 = Vector512.FusedMultiplyAdd(low, value, a3);
                b3 = Vector512.FusedMultiplyAdd(high, value, b3);
                value = Vector512.Create(from[4]);
                a4 = Vector512.FusedMultiplyAdd(low, value, a4);
                b4 = Vector512.FusedMultiplyAdd(high, value, b4);
                value = Vector512.Create(from[5]);
                a5 = Vector512.FusedMultiplyAdd(low, value, a5);
                b5 = Vector512.FusedMultiplyAdd(high, value, b5);
                value = Vector512.Create(from[6]);
                a6 = Vector512.FusedMultiplyAdd(low, value, a6);
                b6 = Vector512.FusedMultiplyAdd(high, value, b6);
                value = Vector512.Create(from[7]);
                a7 = Vector512.FusedMultiplyAdd(low, value, a7);
                b7 = Vector512.FusedMultiplyAdd(high, value, b7);
            }

            var to = mixed + (k * Lanes);
            (a0 * lowFactor).Store(to);
            (b0 * highFactor).Store(to + 16);
            (a1 * lowFactor).Store(to + 32);
            (b1 * highFactor).Store(to + 48);
            (a2 * lowFactor).Store(to + 64);
            (b2 * highFactor).Store(to + 80);
            (a3 * lowFactor).Store(to + 96);
            (b3 * highFactor).Store(to + 112);
            (a4 * lowFactor).Store(to + 128);
            (b4 * highFactor).Store(to + 144);
            (a5 * lowFactor).Store(to + 160);
            (b5 * highFactor).Store(to + 176);
            (a6 * lowFactor).Store(to + 192);
            (b6 * highFactor).Store(to + 208);
            (a7 * lowFactor).Store(to + 224);
            (b7 * highFactor).Store(to + 240);
        }
    }
}
