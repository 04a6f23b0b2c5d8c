namespace ForumClassifier.Modeling.Devices;

/// <summary>The library that computes a forward pass.</summary>
public enum Engine
{
    /// <summary>TorchSharp.</summary>
    Torch,

    /// <summary>ONNX Runtime.</summary>
    Onnx,
}
