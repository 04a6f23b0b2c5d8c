using ForumClassifier.Modeling.Weights;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.TestSupport;

/// <summary>Comparison of tensors with reference outputs.</summary>
internal static class Goldens
{
    /// <summary>The largest absolute difference, over the rows where the mask is true if there is one.</summary>
    public static double LargestDifference(Tensor actual, Tensor expected, Tensor? mask = null)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        var difference = (actual - expected).abs();
        if (mask is not null)
        {
            difference *= mask.unsqueeze(-1).to(difference.dtype);
        }

        return difference.max().item<float>();
    }

    public static Tensor Read(string path, string name)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Read(name);
    }
}
