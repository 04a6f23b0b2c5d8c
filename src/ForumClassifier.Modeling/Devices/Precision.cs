namespace ForumClassifier.Modeling.Devices;

/// <summary>The number format in which linear layers compute; everything else stays float32.</summary>
public enum Precision
{
    Fp32,
    Bf16,

    /// <summary>8-bit integers; for labelling on a CPU only.</summary>
#pragma warning disable CA1720 // the field's word
    Int8,
#pragma warning restore CA1720
}
