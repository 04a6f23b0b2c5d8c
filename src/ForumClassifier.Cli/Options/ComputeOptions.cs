using System.CommandLine;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Native;
using static TorchSharp.torch;

namespace ForumClassifier.Cli.Options;

/// <summary>The options that say on what a model runs.</summary>
internal sealed class ComputeOptions
{
    private readonly Option<string> _device = new("--device") { Description = "auto, cpu, cuda or cuda:N. auto takes CUDA where there is a card.", DefaultValueFactory = _ => "auto" };
    private readonly Option<string> _precision = new("--precision") { Description = "auto, fp32 or bf16. auto takes bf16 where the processor has instructions for it.", DefaultValueFactory = _ => "auto" };
    private readonly Option<string>? _engine;
    private readonly Option<string?> _libtorch = new("--libtorch") { Description = "Folder torch/lib of an installed PyTorch 2.10 or 2.11 to use instead of the libtorch that comes along. Default: the variable FORUMCLASSIFIER_LIBTORCH." };

    /// <param name="hasEngine">True where the command only computes what a model says, so that ONNX Runtime can do it as well.</param>
    public ComputeOptions(Command command, bool hasEngine = false)
    {
        if (hasEngine)
        {
            _engine = new("--engine") { Description = "auto, torch or onnx (ONNX Runtime: fp32, or int8 on a CPU). auto takes torch.", DefaultValueFactory = _ => "auto" };
            command.Options.Add(_engine);
            _precision.Description = "auto, fp32, bf16 (torch alone) or int8. auto takes what is fastest on the processor: of torch int8 with AVX512-VNNI, bf16 on CUDA or with AVX512-BF16, else fp32; of onnx fp32.";
        }

        command.Options.Add(_device);
        command.Options.Add(_precision);
        command.Options.Add(_libtorch);
    }

    public Option<string?> Libtorch => _libtorch;

    public ComputeChoice Read(ParseResult args) => new(
        args.GetRequiredValue(_device), args.GetRequiredValue(_precision), args.GetValue(_libtorch) ?? Environment.GetEnvironmentVariable("FORUMCLASSIFIER_LIBTORCH"))
    {
        Engine = _engine is null ? "auto" : args.GetRequiredValue(_engine),
    };
}

/// <summary>What was asked for; nothing is loaded yet.</summary>
/// <param name="Libtorch">Folder of an installed PyTorch, or null.</param>
internal sealed record ComputeChoice(string Device, string Precision, string? Libtorch)
{
    /// <summary>auto, torch or onnx; training is always torch's.</summary>
    public string Engine { get; init; } = "auto";

    public static ComputeChoice Automatic { get; } = new("auto", "auto", Environment.GetEnvironmentVariable("FORUMCLASSIFIER_LIBTORCH"));

    /// <summary>Finds engine, device and precision for a model that is only applied; loads torch where that is the engine.</summary>
    /// <param name="model">Its folder.</param>
    /// <exception cref="Core.ForumClassifierException">Torch does not load, or engine, device or precision do not exist or do not go together.</exception>
    public ChosenEngine ChooseEngine(string model)
    {
        if (EngineChoice.Find(Engine) == Modeling.Devices.Engine.Onnx)
        {
            var card = OnnxChoice.FindCard(Device);
            return ChosenEngine.Onnx(card, OnnxChoice.FindPrecision(Precision, card));
        }

        var device = LoadTorch();
        return ChosenEngine.Torch(device, PrecisionChoice.Find(Precision, device, BertConfiguration.Load(model)));
    }

    /// <summary>Loads torch and finds device and precision for training.</summary>
    /// <exception cref="Core.ForumClassifierException">Torch does not load, or device or precision do not exist.</exception>
    public (Device Device, Precision Precision) ChooseForTraining()
    {
        var device = LoadTorch();
        return (device, PrecisionChoice.FindForTraining(Precision, device));
    }

    private Device LoadTorch()
    {
        NativeTorch.Load(string.IsNullOrEmpty(Libtorch) ? null : Libtorch, Environment.GetEnvironmentVariable("FORUMCLASSIFIER_LOG") == "debug" ? Console.Error.WriteLine : null);
        return ComputeDevice.Find(Device);
    }
}
