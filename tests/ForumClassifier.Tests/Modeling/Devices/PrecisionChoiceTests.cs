using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Tests.TestSupport;
using TorchSharp;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling.Devices;

public class PrecisionChoiceTests : IClassFixture<NativeTorchFixture>
{
    private static readonly BertConfiguration MiniLm = BertConfiguration.Load(Path.Combine(RepositoryRoot.Path, "models/encoders/all-MiniLM-L6-v2"));

    [Fact]
    public void Names_give_their_precision_on_every_device()
    {
        Assert.Equal(Precision.Fp32, PrecisionChoice.Find("fp32", CPU, MiniLm));
        Assert.Equal(Precision.Bf16, PrecisionChoice.Find("bf16", CPU, MiniLm));
        Assert.Equal(Precision.Fp32, PrecisionChoice.Find("fp32", new Device(DeviceType.CUDA, 0), MiniLm));
        Assert.Equal(Precision.Bf16, PrecisionChoice.Find("auto", new Device(DeviceType.CUDA, 0), MiniLm));
        Assert.Equal(PrecisionChoice.CpuHasInt8() ? Precision.Int8 : PrecisionChoice.CpuHasBf16() ? Precision.Bf16 : Precision.Fp32, PrecisionChoice.Find("auto", CPU, MiniLm));
    }

    [Fact]
    public void Training_never_takes_integers()
    {
        Assert.Equal(PrecisionChoice.CpuHasBf16() ? Precision.Bf16 : Precision.Fp32, PrecisionChoice.FindForTraining("auto", CPU));
        Assert.Equal("--precision fp16: There is no precision of this name. Expected auto, fp32 or bf16.", Assert.Throws<PrecisionException>(() => PrecisionChoice.FindForTraining("fp16", CPU)).Message);
    }

    [Fact]
    public void An_encoder_of_odd_width_has_no_integers()
    {
        var narrow = MiniLm with { HiddenSize = 24, NumAttentionHeads = 3 };

        Assert.Equal(PrecisionChoice.FindForTraining("auto", CPU), PrecisionChoice.Find("auto", CPU, narrow));
        Assert.SkipUnless(PrecisionChoice.CpuHasInt8(), "This processor has no AVX512-VNNI.");
        Assert.Equal("--precision int8: An encoder of this width (24, 3 heads) cannot be computed in 8-bit integers. Use auto, fp32 or bf16.",
            Assert.Throws<PrecisionException>(() => PrecisionChoice.Find("int8", CPU, narrow)).Message);
    }

    [Fact]
    public void The_processor_is_what_Linux_says_it_is()
    {
        Assert.SkipUnless(File.Exists("/proc/cpuinfo"), "Needs /proc/cpuinfo.");
        var flags = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("flags", StringComparison.Ordinal) || line.StartsWith("Features", StringComparison.Ordinal)).Split(' ');

        Assert.Equal(flags.Contains("avx512_bf16"), PrecisionChoice.CpuHasBf16());
        Assert.Equal(flags.Contains("avx512_vnni") || flags.Contains("avx_vnni"), PrecisionChoice.CpuHasVnni());
        Assert.Equal(flags.Contains("avx512_vnni"), PrecisionChoice.CpuHasInt8());
    }

    [Fact]
    public void Integers_are_for_labelling_on_a_CPU()
    {
        Assert.SkipUnless(PrecisionChoice.CpuHasInt8(), "This processor has no AVX512-VNNI.");

        Assert.Equal(Precision.Int8, PrecisionChoice.Find("int8", CPU, MiniLm));
        Assert.Equal("--precision int8: 8-bit integers are for the CPU; the device is cuda. Use --device cpu or another precision.",
            Assert.Throws<PrecisionException>(() => PrecisionChoice.Find("int8", new Device(DeviceType.CUDA, 0), MiniLm)).Message);
        Assert.Equal("--precision int8: A model cannot be trained in 8-bit integers. Train in auto, fp32 or bf16, and label in int8.",
            Assert.Throws<PrecisionException>(() => PrecisionChoice.FindForTraining("int8", CPU)).Message);
    }

    [Fact]
    public void What_is_no_precision_is_said() =>
        Assert.Equal("--precision fp16: There is no precision of this name. Expected auto, fp32, bf16 or int8.", Assert.Throws<PrecisionException>(() => PrecisionChoice.Find("fp16", CPU, MiniLm)).Message);
}
