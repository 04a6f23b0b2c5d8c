using System.Text.Json;
using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training.FineTuning;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Training.FineTuning;

/// <summary>20 steps of a tiny BERT against PyTorch's: losses, gradient norms, rates and final weights.</summary>
public class TrainStepTests : IClassFixture<NativeTorchFixture>
{
    private const int Steps = 20;
    private static readonly string Folder = ReferenceData.File("training", "bert");
    private static readonly LearningRateSchedule Schedule = new(1e-3, WarmupSteps: 2, TotalSteps: Steps);

    [Fact]
    public void Cross_entropy_follows_the_reference() =>
        FollowClassifier("base", (logits, data, step) => ClassificationLoss.Of(Assignment.Single, logits, OneHot(data("labels")[step]), null));

    [Fact]
    public void Class_weights_follow_the_reference() =>
        FollowClassifier("class_weights", (logits, data, step) => ClassificationLoss.Of(Assignment.Single, logits, OneHot(data("labels")[step]), data("class_weights")));

    [Fact]
    public void Several_codes_with_positive_weights_follow_the_reference() =>
        FollowClassifier("bce_pos_weight", (logits, data, step) => ClassificationLoss.Of(Assignment.Multiple, logits, data("labels_multi")[step], data("pos_weight")));

    [Fact]
    public void First_gradients_are_the_references()
    {
        using var scope = NewDisposeScope();
        using var data = SafetensorsFile.Open(Path.Combine(Folder, "data.safetensors"));
        using var expected = SafetensorsFile.Open(Path.Combine(Folder, "base", "first-gradients.safetensors"));
        using var model = Load(Pooling.First, "initial");
        using var batch = Batch(data, "", 0);

        ClassificationLoss.Of(Assignment.Single, model.call(batch), OneHot(data.Read("labels")[0]), null).backward();

        foreach (var (name, parameter) in CheckpointLoading.Named(model))
        {
            var reference = expected.Names.Single(other => other == name || other == $"bert.{name}");
            Assert.InRange(Goldens.LargestDifference(parameter.grad!, expected.Read(reference)), 0, 1e-5);
        }
    }

    private static void FollowClassifier(string setting, Func<Tensor, Func<string, Tensor>, int, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        using var model = Load(Pooling.First, "initial");
        using var data = SafetensorsFile.Open(Path.Combine(Folder, "data.safetensors"));
        using var step = new TrainStep(model, Schedule, weightDecay: 0.01, maxGradientNorm: 1);
        var reference = File.ReadLines(Path.Combine(Folder, setting, "steps.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        for (var i = 0; i < Steps; i++)
        {
            using var batch = Batch(data, "", i);
            var (value, norm) = step.Run(i, () => loss(model.call(batch), data.Read, i));

            Assert.Equal(reference[i].GetProperty("loss").GetDouble(), value, 5e-6);
            Assert.InRange(norm / reference[i].GetProperty("grad_norm").GetDouble(), 1 - 5e-6, 1 + 5e-6);
            Assert.Equal(reference[i].GetProperty("lr").GetDouble(), Schedule.At(i), 1e-12);
        }

        AssertFinalWeights(model, setting);
    }

    private static void AssertFinalWeights(nn.Module model, string setting)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Open(Path.Combine(Folder, setting, "final.safetensors"));
        var compared = 0;
        foreach (var (name, parameter) in CheckpointLoading.Named(model))
        {
            var reference = expected.Names.Single(other => other == name || other == $"bert.{name}");
            var tolerance = name.EndsWith("attention.self.key.bias", StringComparison.Ordinal) ? 5e-3 : 1e-5; // gradient zero but for rounding
            Assert.InRange(Goldens.LargestDifference(parameter, expected.Read(reference)), 0, tolerance);
            compared++;
        }

        Assert.Equal(expected.Names.Count, compared);
    }

    private static SequenceClassifier Load(Pooling pooling, string folder)
    {
        folder = Path.Combine(Folder, folder);
        using var checkpoint = Checkpoint.Open(folder);
        var model = new SequenceClassifier(BertConfiguration.Load(folder), pooling, codeCount: 5);
        CheckpointLoading.Load(model, checkpoint, folder, isHeadNew: false);
        model.train();
        return model;
    }

    private static TokenBatch Batch(SafetensorsFile data, string prefix, int step) => new(
        data.Read($"{prefix}input_ids")[step], data.Read($"{prefix}attention_mask")[step].to(ScalarType.Bool), data.Read($"{prefix}token_type_ids")[step]);

    private static Tensor OneHot(Tensor labels) => nn.functional.one_hot(labels, 5).to(ScalarType.Float32); // [B, C]
}
