using ForumClassifier.Modeling.Onnx;

namespace ForumClassifier.Tests.Modeling.Onnx;

public class LinearNodesTests
{
    [Fact]
    public void The_largest_number_of_a_column_becomes_127()
    {
        var (values, scales) = LinearNodes.Quantize([1.27f, -254, 0, -0.01f, 100, 0], columns: 3);

        Assert.Equal([0.01f, 2, 0], scales, (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal<sbyte>([127, -127, 0, -1, 50, 0], values);
    }

    [Fact]
    public void No_number_moves_by_more_than_half_a_step()
    {
        var random = new Random(3);
        float[] matrix = [.. Enumerable.Range(0, 400).Select(_ => (float)(random.NextDouble() - 0.5))];

        var (values, scales) = LinearNodes.Quantize(matrix, columns: 8);

        Assert.All(Enumerable.Range(0, matrix.Length), i => Assert.InRange(Math.Abs((values[i] * scales[i % 8]) - matrix[i]), 0, scales[i % 8] * 0.5001f));
    }
}
