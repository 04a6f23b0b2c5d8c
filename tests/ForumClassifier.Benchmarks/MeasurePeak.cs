using System.Diagnostics;
using System.Globalization;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders.Fused;
using ForumClassifier.Modeling.Native;
using static TorchSharp.torch;

namespace ForumClassifier.Benchmarks;

/// <summary>What the machine's matrix products reach at the sizes of MiniLM's linear layers: the roof of a labelling.</summary>
internal static class MeasurePeak
{
    private const int Runs = 15;
    private const int Products = 20;
    private static readonly (int Input, int Output)[] Sizes = [(384, 1152), (384, 384), (384, 1536), (1536, 384)];

    public static int Run(int rows)
    {
        NativeTorch.Load();
        using var mode = inference_mode();
        Console.WriteLine($"GFLOP/s, best of {Runs}, {rows} rows, {get_num_threads()} threads; first the weight as it is (as torch's own linear layer), then packed");
        Console.WriteLine("in -> out      fp32 plain  fp32  bf16 plain  bf16  int8");
        foreach (var (input, output) in Sizes)
        {
            using var scope = NewDisposeScope();
            var (x, weight, bias) = (randn(rows, input), randn(output, input), randn(output));
            var (halfX, halfWeight, halfBias) = (x.bfloat16(), weight.bfloat16(), bias.bfloat16());
            var byteX = randint(0, 255, new long[] { rows, input }, dtype: ScalarType.Byte);
            using var single = new PackedLinear(weight, bias, ScalarType.Float32);
            using var half = new PackedLinear(weight, bias, ScalarType.BFloat16);
            using var whole = new QuantizedLinear(weight, bias, offset: 0);
            var operations = 2.0 * rows * input * output;
            double[] rates =
            [
                Rate(() => nn.functional.linear(x, weight, bias), operations),
                Rate(() => single.Call(x), operations),
                Rate(() => nn.functional.linear(halfX, halfWeight, halfBias), operations),
                Rate(() => half.Call(halfX), operations),
                PrecisionChoice.CpuHasInt8() ? Rate(() => whole.Call(byteX), operations) : double.NaN,
            ];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{input,4} -> {output,4}   {rates[0],10:F0} {rates[1],5:F0} {rates[2],11:F0} {rates[3],5:F0} {rates[4],5:F0}"));
        }

        return 0;
    }

    private static double Rate(Func<Tensor> product, double operations)
    {
        product().Dispose();
        var best = double.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Products; i++)
            {
                product().Dispose();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / Products);
        }

        return operations / best / 1e9;
    }
}
