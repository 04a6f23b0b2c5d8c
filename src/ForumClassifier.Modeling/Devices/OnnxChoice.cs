using Microsoft.ML.OnnxRuntime;

namespace ForumClassifier.Modeling.Devices;

/// <summary>Chooses device and precision of ONNX Runtime, without loading torch.</summary>
public static class OnnxChoice
{
    private const string CudaProvider = "CUDAExecutionProvider";

    /// <summary>Finds the device of a name: <c>auto</c> takes the first CUDA card, or the CPU where there is none that ONNX Runtime can use.</summary>
    /// <param name="name"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <returns>The index of a CUDA card, or null for the CPU.</returns>
    /// <exception cref="DeviceException">The name is no device, or ONNX Runtime cannot use it.</exception>
    public static int? FindCard(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name is "auto")
        {
            return CudaProblem(0) is null ? 0 : null;
        }

        var card = ComputeDevice.Choose(name, int.MaxValue);
        return card is { } index && CudaProblem(index) is { } problem
            ? throw new DeviceException(name, problem, "Use --device cpu, --engine torch, or a build with OnnxBackend=cuda on a machine with a card, CUDA 12 and cuDNN 9.")
            : card;
    }

    /// <summary>Finds the precision of a name: <c>auto</c> takes fp32.</summary>
    /// <param name="name"><c>auto</c>, <c>fp32</c> or <c>int8</c>.</param>
    /// <param name="card">Of <see cref="FindCard"/>.</param>
    /// <exception cref="EngineException">ONNX Runtime does not compute in it.</exception>
    public static Precision FindPrecision(string name, int? card) => name switch
    {
        "auto" or "fp32" => Precision.Fp32,
        "int8" when card is null => Precision.Int8,
        "int8" => throw new EngineException("--precision int8: On a CUDA card the engine onnx computes in fp32 alone. Use --precision fp32 or --device cpu."),
        _ => throw new EngineException($"--precision {name}: The engine onnx has no precision of this name. Expected auto, fp32 or int8; bf16 is --engine torch."),
    };

    private static string? CudaProblem(int card)
    {
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider, StringComparer.Ordinal))
        {
            return "This build's ONNX Runtime has no CUDA.";
        }

        try
        {
            using var options = new SessionOptions();
            options.AppendExecutionProvider_CUDA(card);
            return null;
        }
        catch (OnnxRuntimeException e)
        {
            return $"ONNX Runtime cannot use it ({e.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')}).";
        }
    }
}
