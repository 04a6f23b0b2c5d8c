using ForumClassifier.Core.Codings;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training.FineTuning;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Training.FineTuning;

public class HeadPriorTests : IClassFixture<NativeTorchFixture>
{
    [Fact]
    public void Under_multiple_assignment_the_bias_is_the_log_odds_of_the_decided_posts()
    {
        using var head = nn.Linear(4, 3);
        Example[] training = [new([2, 3], [1, 0, float.NaN]), new([2, 3], [1, 0, 0]), new([2, 3], [0, 0, 1])];

        HeadPrior.Set(head, training, Assignment.Multiple);

        // (2 + 0.5) / (1 + 0.5), (0 + 0.5) / (3 + 0.5), and of two posts (1 + 0.5) / (1 + 0.5)
        Assert.Equal([MathF.Log(5f / 3), MathF.Log(1f / 7), 0f], head.bias!.data<float>(), (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Under_single_assignment_the_bias_is_the_logarithm_of_the_share()
    {
        using var head = nn.Linear(4, 2);
        Example[] training = [new([2, 3], [1, 0]), new([2, 3], [1, 0]), new([2, 3], [0, 1])];

        HeadPrior.Set(head, training, Assignment.Single);

        Assert.Equal([MathF.Log(2.5f / 4), MathF.Log(1.5f / 4)], head.bias!.data<float>(), (a, b) => Math.Abs(a - b) < 1e-6f);
    }
}
