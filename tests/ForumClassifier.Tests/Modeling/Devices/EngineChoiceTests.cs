using ForumClassifier.Modeling.Devices;

namespace ForumClassifier.Tests.Modeling.Devices;

public class EngineChoiceTests
{
    [Fact]
    public void Names_give_their_engine()
    {
        Assert.Equal(Engine.Torch, EngineChoice.Find("torch"));
        Assert.Equal(Engine.Onnx, EngineChoice.Find("onnx"));
        Assert.Equal("--engine tensorrt: There is no engine of this name. Expected auto, torch or onnx.", Assert.Throws<EngineException>(() => EngineChoice.Find("tensorrt")).Message);
    }

    [Fact]
    public void Onnx_has_precisions_of_its_own()
    {
        Assert.Equal(Precision.Fp32, OnnxChoice.FindPrecision("fp32", card: null));
        Assert.Equal(Precision.Int8, OnnxChoice.FindPrecision("int8", card: null));
        Assert.Equal(Precision.Fp32, OnnxChoice.FindPrecision("auto", card: 0));
        Assert.Equal("--precision bf16: The engine onnx has no precision of this name. Expected auto, fp32 or int8; bf16 is --engine torch.",
            Assert.Throws<EngineException>(() => OnnxChoice.FindPrecision("bf16", card: null)).Message);
        Assert.Equal("--precision int8: On a CUDA card the engine onnx computes in fp32 alone. Use --precision fp32 or --device cpu.",
            Assert.Throws<EngineException>(() => OnnxChoice.FindPrecision("int8", card: 0)).Message);
    }

    [Fact]
    public void A_build_without_CUDA_says_so()
    {
        Assert.SkipWhen(Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"), "This build has CUDA.");

        Assert.Null(OnnxChoice.FindCard("auto"));
        Assert.Null(OnnxChoice.FindCard("cpu"));
        Assert.Equal("--device gpu: There is no device of this name. Expected auto, cpu, cuda or cuda:N.", Assert.Throws<DeviceException>(() => OnnxChoice.FindCard("gpu")).Message);
        Assert.Equal("--device cuda:1: This build's ONNX Runtime has no CUDA. Use --device cpu, --engine torch, or a build with OnnxBackend=cuda on a machine with a card, CUDA 12 and cuDNN 9.",
            Assert.Throws<DeviceException>(() => OnnxChoice.FindCard("cuda:1")).Message);
    }
}
