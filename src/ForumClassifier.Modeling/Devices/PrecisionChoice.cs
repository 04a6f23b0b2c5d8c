using System.Runtime.Intrinsics.X86;
using ForumClassifier.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Devices;

/// <summary>Chooses the precision by what the processor can do.</summary>
public static class PrecisionChoice
{
    /// <summary>Finds the precision of a name: <c>auto</c> takes bf16 on CUDA and where the CPU has instructions for it.</summary>
    /// <remarks>Only the processor's flags decide, so that every process on a machine chooses alike.</remarks>
    /// <param name="name"><c>auto</c>, <c>fp32</c> or <c>bf16</c>.</param>
    /// <exception cref="PrecisionException">The name is no precision.</exception>
    public static Precision Find(string name, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return name switch
        {
            "fp32" => Precision.Fp32,
            "bf16" => Precision.Bf16,
            "int8" => Precision.Int8,
            "auto" => device.type == DeviceType.CUDA || CpuHasBf16() ? Precision.Bf16 : Precision.Fp32,
            _ => throw new PrecisionException(name),
        };
    }

    internal static ScalarType ToType(Precision precision) => precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;

    // CPUID leaf 7, subleaf 0, ECX bit 11 is AVX512_VNNI, subleaf 1, EAX bit 4 AVX_VNNI: products of 8 bits added in 32
    internal static bool CpuHasVnni() =>
        X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7
        && ((X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0 || (X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 4)) != 0));

    // CPUID leaf 7, subleaf 1, EAX bit 5 is AVX512_BF16; AMX-BF16 (subleaf 0, EDX bit 22) comes only with it.
    internal static bool CpuHasBf16() =>
        Avx512F.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;
}

/// <summary>A precision that does not exist was asked for.</summary>
public sealed class PrecisionException(string name)
    : ForumClassifierException($"--precision {name}: There is no precision of this name. Expected auto, fp32 or bf16.");
