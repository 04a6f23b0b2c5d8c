namespace ForumClassifier.Modeling.Devices;

/// <summary>The number format in which linear layers compute; everything else stays float32.</summary>
public enum Precision
{
    Fp32,
    Bf16,

    /// <summary>Inference only.</summary>
    Int8,
}
