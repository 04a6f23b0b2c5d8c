using System.Globalization;
using ForumClassifier.Core;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Onnx;
using static TorchSharp.torch;

namespace ForumClassifier.Cli.Options;

/// <summary>On what a model computes, found and ready.</summary>
internal sealed class ChosenEngine
{
    private readonly Func<string, int?, int?, ITextClassifier> _load;

    private ChosenEngine(Engine engine, string device, Precision precision, Func<string, int?, int?, ITextClassifier> load, Func<int> findThreads) =>
        (Name, DeviceName, PrecisionName, _load, FindThreads) = (NameOf(engine), device, NameOf(precision), load, findThreads);

    /// <summary>torch or onnx.</summary>
    public string Name { get; }

    /// <summary>cpu or cuda.</summary>
    public string DeviceName { get; }

    public string PrecisionName { get; }

    /// <summary>Says how many threads the engine takes of itself.</summary>
    public Func<int> FindThreads { get; }

    /// <summary>What of the choice changes predictions, by the names of the options.</summary>
    public IEnumerable<KeyValuePair<string, string>> Options =>
        [new("--engine", Name), new("--device", DeviceName), new("--precision", PrecisionName)];

    public static ChosenEngine Torch(Device device, Precision precision) => new(Engine.Torch, device.type.ToString().ToLowerInvariant(), precision, (folder, maxTokens, threads) =>
    {
        if (threads is { } count)
        {
            set_num_threads(count);
        }

        return TorchClassifier.Load(folder, device, precision, maxTokens);
    }, get_num_threads);

    /// <param name="card">Index of a CUDA card, or null for the CPU.</param>
    public static ChosenEngine Onnx(int? card, Precision precision) => new(
        Engine.Onnx, card is null ? "cpu" : "cuda", precision,
        (folder, maxTokens, threads) => OnnxClassifier.Load(folder, card, precision, threads ?? Environment.ProcessorCount, maxTokens), () => Environment.ProcessorCount);

    /// <summary>Loads a model folder.</summary>
    /// <param name="maxTokens">Longest input; null for the model's.</param>
    /// <param name="threads">Null for the engine's own choice.</param>
    /// <exception cref="ForumClassifierException">A file of the folder is missing or damaged.</exception>
    public ITextClassifier Load(string folder, int? maxTokens, int? threads = null) => _load(folder, maxTokens, threads);

    private static string NameOf<T>(T value) where T : Enum => Convert.ToString(value, CultureInfo.InvariantCulture)!.ToLowerInvariant(); // a value of an enum has a name
}
