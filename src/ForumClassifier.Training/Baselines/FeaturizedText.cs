using Microsoft.ML.Data;

namespace ForumClassifier.Training.Baselines;

/// <summary>What <see cref="NgramFeatures"/> makes of one text; ML.NET fills it.</summary>
internal sealed class FeaturizedText
{
    public VBuffer<float> Features { get; set; }

    public VBuffer<ReadOnlyMemory<char>> Words { get; set; }
}
