using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ForumClassifier.Modeling.Native;

namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>What lies between two linear layers, in one pass over each row.</summary>
internal static unsafe class RowKernels
{
    /// <summary>Smallest value of gelu is -0.16997; it is lifted by this much before it is rounded to 8 bits.</summary>
    public const float GeluOffset = 0.17f;

    /// <summary>hidden = LayerNorm(hidden + source), and the same for the next linear layer.</summary>
    /// <param name="hidden">[rows, width], changed in place.</param>
    public static void AddAndNormalise<TSource, TSink>(TSource source, float* hidden, int rows, int width, float* scale, float* bias, float epsilon, TSink sink)
        where TSource : struct, IRowSource
        where TSink : struct, IRowSink =>
        TorchOperators.ParallelFor(rows, (begin, end) =>
        {
            for (var row = begin; row < end; row++)
            {
                var values = hidden + ((long)row * width);
                for (var column = 0; column < width; column += 16)
                {
                    (source.Load(row, column) + Vector512.Load(values + column)).Store(values + column);
                }

                Normalise(values, width, scale, bias, epsilon);
                sink.Write(row, values);
            }
        });

    /// <summary>gelu of each value, for the next linear layer.</summary>
    public static void Gelu<TSource, TSink>(TSource source, int rows, int width, TSink sink)
        where TSource : struct, IRowSource
        where TSink : struct, IRowSink =>
        TorchOperators.ParallelFor(rows, (begin, end) =>
        {
            var values = stackalloc float[width];
            for (var row = begin; row < end; row++)
            {
                for (var column = 0; column < width; column += 16)
                {
                    VectorMath.Gelu(source.Load(row, column)).Store(values + column);
                }

                sink.Write(row, values);
            }
        });

    /// <summary>Rows of float32 for the next linear layer.</summary>
    public static void Convert<TSink>(float* values, int rows, int width, TSink sink)
        where TSink : struct, IRowSink =>
        TorchOperators.ParallelFor(rows, (begin, end) =>
        {
            for (var row = begin; row < end; row++)
            {
                sink.Write(row, values + ((long)row * width));
            }
        });

    /// <summary>LayerNorm of one row, in place: mean 0 and variance 1, times scale, plus bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Normalise(float* values, int width, float* scale, float* bias, float epsilon)
    {
        var sums = Vector512<float>.Zero;
        for (var column = 0; column < width; column += 16)
        {
            sums += Vector512.Load(values + column);
        }

        var mean = Vector512.Create(Vector512.Sum(sums) / width);
        var squares = Vector512<float>.Zero;
        for (var column = 0; column < width; column += 16)
        {
            var difference = Vector512.Load(values + column) - mean;
            squares = Vector512.FusedMultiplyAdd(difference, difference, squares);
        }

        var factor = Vector512.Create(1 / MathF.Sqrt((Vector512.Sum(squares) / width) + epsilon));
        for (var column = 0; column < width; column += 16)
        {
            var normal = (Vector512.Load(values + column) - mean) * factor;
            Vector512.FusedMultiplyAdd(normal, Vector512.Load(scale + column), Vector512.Load(bias + column)).Store(values + column);
        }
    }
}
