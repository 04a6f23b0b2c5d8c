using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Devices;

/// <summary>Where a model runs: the CPU or a CUDA card.</summary>
public static class ComputeDevice
{
    /// <summary>Finds the device of a name: <c>auto</c> takes the first CUDA card, or the CPU where there is none.</summary>
    /// <param name="name"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="DeviceException">The name is no device, or the device is not there.</exception>
    public static Device Find(string name) =>
        Choose(name, cuda.is_available() ? cuda.device_count() : 0) is { } card ? device(DeviceType.CUDA, card) : device(DeviceType.CPU);

    /// <returns>The index of a CUDA card, or null for the CPU.</returns>
    internal static int? Choose(string name, int cudaCount)
    {
        ArgumentNullException.ThrowIfNull(name);
        var index = 0;
        var isCuda = name == "cuda" || (name.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan("cuda:".Length), NumberStyles.None, CultureInfo.InvariantCulture, out index));
        if (!isCuda && name is not ("auto" or "cpu"))
        {
            throw new DeviceException(name, "There is no device of this name.", "Expected auto, cpu, cuda or cuda:N.");
        }

        if (isCuda && index >= cudaCount)
        {
            var found = cudaCount switch
            {
                0 => "No CUDA device was found; there is the CPU.",
                1 => "Found was 1 CUDA device, cuda:0.",
                _ => $"Found were {cudaCount} CUDA devices, cuda:0 to cuda:{cudaCount - 1}.",
            };
            throw new DeviceException(name, found,
                "Use --device cpu, or a build with TorchBackend=cuda or --libtorch with a CUDA PyTorch on a machine with a card.");
        }

        return isCuda || (name == "auto" && cudaCount > 0) ? index : null;
    }
}
