using ForumClassifier.Core.Codings;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training.FineTuning;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Training.FineTuning;

/// <summary>Against values worked out by hand: -ln softmax under single assignment, -ln sigmoid under multiple.</summary>
public class ClassificationLossTests : IClassFixture<NativeTorchFixture>
{
    private static readonly double Ln2 = Math.Log(2);

    [Fact]
    public void One_code_a_post()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[] { 0, 0, MathF.Log(3), 0 }, [2, 2]); // probabilities 1/2, 1/2 and 3/4, 1/4
        var targets = tensor(new float[] { 1, 0, 0, 1 }, [2, 2]);

        Assert.Equal((Ln2 + Math.Log(4)) / 2, ClassificationLoss.Of(Assignment.Single, logits, targets, weights: null).item<float>(), 1e-6);
        Assert.Equal(((1 * Ln2) + (3 * Math.Log(4))) / (1 + 3), ClassificationLoss.Of(Assignment.Single, logits, targets, tensor(new float[] { 1, 3 })).item<float>(), 1e-6);
    }

    [Fact]
    public void Any_number_of_codes_a_post()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[] { 0, MathF.Log(3) }, [1, 2]); // probabilities 1/2 and 3/4
        var targets = tensor(new float[] { 1, 0 }, [1, 2]);

        Assert.Equal((Ln2 + Math.Log(4)) / 2, ClassificationLoss.Of(Assignment.Multiple, logits, targets, weights: null).item<float>(), 1e-6);
        Assert.Equal(((5 * Ln2) + Math.Log(4)) / 2, ClassificationLoss.Of(Assignment.Multiple, logits, targets, tensor(new float[] { 5, 7 })).item<float>(), 1e-6);
    }

    [Fact]
    public void What_is_not_decided_counts_for_nothing()
    {
        using var scope = NewDisposeScope();
        using var logits = tensor(new float[] { 0, 2, -3, MathF.Log(3) }, [2, 2], requires_grad: true);
        var targets = tensor(new float[] { 1, float.NaN, float.NaN, 0 }, [2, 2]);

        var loss = ClassificationLoss.Of(Assignment.Multiple, logits, targets, weights: null);
        loss.backward();

        Assert.Equal((Ln2 + Math.Log(4)) / 2, loss.item<float>(), 1e-6); // the mean over two decisions, not four
        Assert.Equal([-0.25f, 0f, 0f, 0.375f], logits.grad!.data<float>(), (a, b) => Math.Abs(a - b) < 1e-6f); // (p - target) / 2
    }

    [Fact]
    public void A_batch_in_which_nothing_is_decided_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var logits = tensor(new float[] { 1, 2 }, [1, 2], requires_grad: true);

        var loss = ClassificationLoss.Of(Assignment.Multiple, logits, full([1, 2], float.NaN), weights: null);
        loss.backward();

        Assert.Equal(0, loss.item<float>());
        Assert.Equal([0f, 0f], logits.grad!.data<float>());
    }
}
