namespace ForumClassifier.Modeling.Encoders.Fused;

/// <summary>One transformer layer over packed texts.</summary>
internal interface IFusedLayer : IDisposable
{
    /// <summary>Reads the layer's input from the hidden states in its own format: for the first layer; each layer does so for the next.</summary>
    void Enter(PackedStates states);

    /// <summary>Changes the hidden states in place.</summary>
    void Forward(PackedStates states);
}
