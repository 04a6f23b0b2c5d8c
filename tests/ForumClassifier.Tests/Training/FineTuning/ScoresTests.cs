using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Tests.Modeling;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training.FineTuning;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Training.FineTuning;

public class ScoresTests : IClassFixture<NativeTorchFixture>
{
    [Theory]
    [InlineData(Assignment.Single)]
    [InlineData(Assignment.Multiple)]
    public void Every_example_is_scored_not_the_last_batch_alone(Assignment assignment)
    {
        using var folder = new TemporaryFolder();
        var encoder = PretrainedEncoder.Load(TinyEncoder.Write(folder, dropout: 0.5));
        using var model = encoder.CreateClassifier(3, CPU);
        model.train();
        Example[] examples = [.. Enumerable.Range(0, 300).Select(i => new Example([2, .. Enumerable.Range(5, 1 + (i * 7 % 60)).Select(id => (id + i) % 195 + 5), 3], [1f, 0f, 0f]))]; // over three batches

        var scores = Scores.Of(model, examples, assignment, paddingId: 0, CPU);

        Assert.True(model.training); // as it was
        var alone = examples.Select(example => Scores.Of(model, [example], assignment, paddingId: 0, CPU)).ToList();
        Assert.Equal(examples.Length, scores.Probabilities.Count);
        Assert.Equal(alone.SelectMany(score => score.Probabilities[0]), scores.Probabilities.SelectMany(row => row), (a, b) => Math.Abs(a - b) < 1e-5f);
        Assert.Equal(alone.Average(score => score.Loss), scores.Loss, 1e-5);
        if (assignment == Assignment.Single)
        {
            Assert.Equal(-scores.Probabilities.Average(row => Math.Log(row[0])), scores.Loss, 1e-5); // probabilities, not logits
        }
    }
}
