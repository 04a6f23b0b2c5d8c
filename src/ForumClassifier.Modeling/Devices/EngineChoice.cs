using ForumClassifier.Core;

namespace ForumClassifier.Modeling.Devices;

/// <summary>Chooses the engine.</summary>
public static class EngineChoice
{
    private const Engine Automatic = Engine.Torch;

    /// <param name="name"><c>auto</c>, <c>torch</c> or <c>onnx</c>.</param>
    /// <exception cref="EngineException">The name is no engine.</exception>
    public static Engine Find(string name) => name switch
    {
        "auto" => Automatic,
        "torch" => Engine.Torch,
        "onnx" => Engine.Onnx,
        _ => throw new EngineException($"--engine {name}: There is no engine of this name. Expected auto, torch or onnx."),
    };
}

/// <summary>An engine does not exist, or does not compute as asked.</summary>
public sealed class EngineException(string message) : ForumClassifierException(message);
