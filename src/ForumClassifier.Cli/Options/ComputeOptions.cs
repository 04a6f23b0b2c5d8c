using System.CommandLine;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Native;
using static TorchSharp.torch;

namespace ForumClassifier.Cli.Options;

/// <summary>The options that say on what a model runs.</summary>
internal sealed class ComputeOptions
{
    private readonly Option<string> _device = new("--device") { Description = "auto, cpu, cuda or cuda:N. auto takes CUDA where there is a card.", DefaultValueFactory = _ => "auto" };
    private readonly Option<string> _precision = new("--precision") { Description = "auto, fp32, bf16 or (not for training) int8. auto takes bf16 where the processor has instructions for it.", DefaultValueFactory = _ => "auto" };
    private readonly Option<string?> _libtorch = new("--libtorch") { Description = "Folder torch/lib of an installed PyTorch 2.10 or 2.11 to use instead of the libtorch that comes along. Default: the variable FORUMCLASSIFIER_LIBTORCH." };

    public ComputeOptions(Command command)
    {
        command.Options.Add(_device);
        command.Options.Add(_precision);
        command.Options.Add(_libtorch);
    }

    public Option<string?> Libtorch => _libtorch;

    public ComputeChoice Read(ParseResult args) => new(
        args.GetRequiredValue(_device), args.GetRequiredValue(_precision), args.GetValue(_libtorch) ?? Environment.GetEnvironmentVariable("FORUMCLASSIFIER_LIBTORCH"));
}

/// <summary>What was asked for; nothing is loaded yet.</summary>
/// <param name="Libtorch">Folder of an installed PyTorch, or null.</param>
internal sealed record ComputeChoice(string Device, string Precision, string? Libtorch)
{
    public static ComputeChoice Automatic { get; } = new("auto", "auto", Environment.GetEnvironmentVariable("FORUMCLASSIFIER_LIBTORCH"));

    /// <summary>Loads torch and finds device and precision.</summary>
    /// <param name="isTraining">True refuses what only labels.</param>
    /// <exception cref="Core.ForumClassifierException">Torch does not load, or device or precision do not exist.</exception>
    public (Device Device, Precision Precision) Load(bool isTraining = false)
    {
        NativeTorch.Load(string.IsNullOrEmpty(Libtorch) ? null : Libtorch, Environment.GetEnvironmentVariable("FORUMCLASSIFIER_LOG") == "debug" ? Console.Error.WriteLine : null);
        var device = ComputeDevice.Find(Device);
        return (device, isTraining ? PrecisionChoice.FindForTraining(Precision, device) : PrecisionChoice.Find(Precision, device));
    }
}
