using System.Runtime.Intrinsics.X86;
using ForumClassifier.Core;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Encoders.Fused;
using ForumClassifier.Modeling.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Devices;

/// <summary>Chooses the precision by what the processor can do.</summary>
public static class PrecisionChoice
{
    /// <summary>Finds the precision in which a model is applied: <c>auto</c> takes the fastest that the processor has instructions for.</summary>
    /// <remarks>Only the processor's flags and the encoder's sizes decide, so that every process on a machine chooses alike.</remarks>
    /// <param name="name"><c>auto</c>, <c>fp32</c>, <c>bf16</c> or <c>int8</c>.</param>
    /// <exception cref="PrecisionException">The name is no precision, or it cannot be had here.</exception>
    public static Precision Find(string name, Device device, BertConfiguration encoder)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(encoder);
        return name switch
        {
            "fp32" => Precision.Fp32,
            "bf16" => Precision.Bf16,
            "int8" when device.type != DeviceType.CPU => throw new PrecisionException(name, $"8-bit integers are for the CPU; the device is {device.type.ToString().ToLowerInvariant()}.", "Use --device cpu or another precision."),
            "int8" when !CpuHasInt8() => throw new PrecisionException(name, "This processor, or the libtorch in use, has no products of 8-bit integers (AVX512-VNNI, oneDNN).", "Use auto, fp32 or bf16."),
            "int8" when !FusedEncoder.Supports(encoder, device) => throw new PrecisionException(name, $"An encoder of this width ({encoder.HiddenSize}, {encoder.NumAttentionHeads} heads) cannot be computed in 8-bit integers.", "Use auto, fp32 or bf16."),
            "int8" => Precision.Int8,
            "auto" when device.type == DeviceType.CPU && CpuHasInt8() && FusedEncoder.Supports(encoder, device) => Precision.Int8,
            "auto" => FindForTraining(name, device),
            _ => throw new PrecisionException(name, "There is no precision of this name.", "Expected auto, fp32, bf16 or int8."),
        };
    }

    /// <summary>The same for training, which has no 8-bit integers.</summary>
    /// <param name="name"><c>auto</c>, <c>fp32</c> or <c>bf16</c>.</param>
    /// <exception cref="PrecisionException">The name is no precision, or not one for training.</exception>
    public static Precision FindForTraining(string name, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return name switch
        {
            "fp32" => Precision.Fp32,
            "bf16" => Precision.Bf16,
            "auto" => device.type == DeviceType.CUDA || CpuHasBf16() ? Precision.Bf16 : Precision.Fp32,
            "int8" => throw new PrecisionException(name, "A model cannot be trained in 8-bit integers.", "Train in auto, fp32 or bf16, and label in int8."),
            _ => throw new PrecisionException(name, "There is no precision of this name.", "Expected auto, fp32 or bf16."),
        };
    }

    internal static bool CpuHasInt8() => CpuHasAvx512Vnni() && TorchOperators.AreAvailable;

    internal static ScalarType ToType(Precision precision) => precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;

    // CPUID leaf 7, ECX bit 11 is AVX512_VNNI: products of 8 bits added in 32
    internal static bool CpuHasAvx512Vnni() => Avx512F.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0;

    // CPUID leaf 7, subleaf 1, EAX bit 4 is AVX_VNNI, the same in 256 bits
    internal static bool CpuHasVnni() =>
        CpuHasAvx512Vnni() || (X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 4)) != 0);

    // CPUID leaf 7, subleaf 1, EAX bit 5 is AVX512_BF16; AMX-BF16 (subleaf 0, EDX bit 22) comes only with it.
    internal static bool CpuHasBf16() =>
        Avx512F.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;
}

/// <summary>A precision was asked for that does not exist or cannot be had here.</summary>
public sealed class PrecisionException(string name, string problem, string remedy)
    : ForumClassifierException($"--precision {name}: {problem} {remedy}");
