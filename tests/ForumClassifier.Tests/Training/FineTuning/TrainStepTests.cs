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
    private static readonly string Initial = Path.Combine(Folder, "initial");
    private static readonly LearningRateSchedule Schedule = new(1e-3, WarmupSteps: 2, TotalSteps: Steps);

    [Fact]
    public void Cross_entropy_follows_the_reference() =>
        FollowClassifier("base", (logits, data, step) => ClassificationLoss.Of(Assignment.Single, logits, OneHot(data("labels")[step]), null));

    [Fact]
    public void Class_weights_follow_the_reference() =>
        FollowClassifier("class_weights", (logits, data, step) => ClassificationLoss.Of(Assignment.Single, logits, OneHot(data("labels")[step]), data("class_weights")));

    [Fact]
    public void Label_smoothing_follows_the_reference() =>
        FollowClassifier("label_smoothing", (logits, data, step) => ClassificationLoss.Of(Assignment.Single, logits, OneHot(data("labels")[step]), null, labelSmoothing: 0.1));

    [Fact]
    public void Class_weights_with_label_smoothing_follow_the_reference() =>
        FollowClassifier("class_weights_label_smoothing", (logits, data, step) => ClassificationLoss.Of(Assignment.Single, logits, OneHot(data("labels")[step]), data("class_weights"), labelSmoothing: 0.1));

    [Fact]
    public void Several_codes_with_positive_weights_follow_the_reference() =>
        FollowClassifier("bce_pos_weight", (logits, data, step) => ClassificationLoss.Of(Assignment.Multiple, logits, data("labels_multi")[step], data("pos_weight")));

    [Fact]
    public void First_gradients_are_the_references()
    {
        using var scope = NewDisposeScope();
        using var data = SafetensorsFile.Open(Path.Combine(Folder, "data.safetensors"));
        using var expected = SafetensorsFile.Open(Path.Combine(Folder, "base", "first-gradients.safetensors"));
        using var model = Load(new SequenceClassifier(BertConfiguration.Load(Initial), Pooling.First, codeCount: 5));
        using var batch = Batch(data, "", 0);

        ClassificationLoss.Of(Assignment.Single, model.call(batch), OneHot(data.Read("labels")[0]), null).backward();

        foreach (var (name, parameter) in CheckpointLoading.Named(model))
        {
            var reference = expected.Names.Single(other => other == name || other == $"bert.{name}");
            Assert.InRange(Goldens.LargestDifference(parameter.grad!, expected.Read(reference)), 0, 1e-5);
        }
    }

    [Fact]
    public void Pairs_compared_by_their_cosine_follow_the_reference() => FollowEncoder("cosine_pairs", (embed, data, step) =>
    {
        var cosine = nn.functional.cosine_similarity(embed(""), embed("pair_"), 1); // [B]
        return (cosine - data("pair_similarity")[step]).square().mean();            // []
    });

    /// <summary>Supervised contrastive loss; Khosla et al., NeurIPS 2020.</summary>
    [Fact]
    public void Contrasted_texts_of_one_code_follow_the_reference() => FollowEncoder("supcon", (embed, data, step) =>
    {
        var unit = nn.functional.normalize(embed(""), dim: 1);        // [B, D]
        var labels = data("labels")[step];                            // [B]
        var self = eye(labels.shape[0], dtype: ScalarType.Bool);      // [B, B]
        var scores = (unit.mm(unit.t()) / 0.07).masked_fill(self, double.NegativeInfinity); // [B, B]
        var logProbabilities = scores - scores.logsumexp(1, keepdim: true);                 // [B, B]
        var isPositive = labels.unsqueeze(0).eq(labels.unsqueeze(1)).logical_and(self.logical_not()); // [B, B]
        var count = isPositive.sum(1);                                                      // [B]
        var ofRow = -logProbabilities.masked_fill(isPositive.logical_not(), 0).sum(1);      // [B]
        return (ofRow / count)[count.gt(0)].mean();                                         // []
    });

    /// <summary>Adam's first step moves every weight by the rate, whatever its gradient is but zero.</summary>
    [Fact]
    public void The_head_learns_as_many_times_faster_as_is_said()
    {
        using var scope = NewDisposeScope();
        using var data = SafetensorsFile.Open(Path.Combine(Folder, "data.safetensors"));
        using var model = Load(new SequenceClassifier(BertConfiguration.Load(Initial), Pooling.First, codeCount: 5));
        using var step = new TrainStep(model, new LearningRateSchedule(1e-4, WarmupSteps: 0, TotalSteps: 10), weightDecay: 0, maxGradientNorm: 1e6, headFactor: 20);
        var before = CheckpointLoading.Named(model).ToDictionary(entry => entry.Name, entry => entry.Tensor.clone());

        step.Run(0, () =>
        {
            using var batch = Batch(data, "", 0);
            return ClassificationLoss.Of(Assignment.Single, model.call(batch), OneHot(data.Read("labels")[0]), null);
        });

        foreach (var (name, parameter) in CheckpointLoading.Named(model).Where(entry => !entry.Name.EndsWith("key.bias", StringComparison.Ordinal))) // gradient zero but for rounding
        {
            Assert.Equal(name.StartsWith("classifier.", StringComparison.Ordinal) ? 2e-3 : 1e-4, Goldens.LargestDifference(parameter, before[name]), 2e-6);
        }
    }

    private static void FollowClassifier(string setting, Func<Tensor, Func<string, Tensor>, int, Tensor> loss)
    {
        using var model = Load(new SequenceClassifier(BertConfiguration.Load(Initial), Pooling.First, codeCount: 5));
        Follow(setting, model, (data, step) =>
        {
            using var batch = Batch(data, "", step);
            return loss(model.call(batch), data.Read, step);
        });
    }

    // The encoder without pooler and head, its tokens averaged here.
    private static void FollowEncoder(string setting, Func<Func<string, Tensor>, Func<string, Tensor>, int, Tensor> loss)
    {
        using var model = Load(new BertEncoder(BertConfiguration.Load(Initial)));
        Follow(setting, model, (data, step) => loss(
            prefix =>
            {
                using var batch = Batch(data, prefix, step);
                var mask = data.Read($"{prefix}attention_mask")[step].unsqueeze(-1); // [B, T, 1]
                return (model.call(batch) * mask).sum(1) / mask.sum(1);              // [B, D]
            },
            data.Read, step));
    }

    private static void Follow(string setting, nn.Module model, Func<SafetensorsFile, int, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        using var data = SafetensorsFile.Open(Path.Combine(Folder, "data.safetensors"));
        using var step = new TrainStep(model, Schedule, weightDecay: 0.01, maxGradientNorm: 1, headFactor: 1);
        var reference = File.ReadLines(Path.Combine(Folder, setting, "steps.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        for (var i = 0; i < Steps; i++)
        {
            var (value, norm) = step.Run(i, () => loss(data, i));

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

    private static T Load<T>(T model) where T : nn.Module
    {
        using var checkpoint = Checkpoint.Open(Initial);
        CheckpointLoading.Load(model, checkpoint, Initial, isHeadNew: false);
        model.train();
        return model;
    }

    private static TokenBatch Batch(SafetensorsFile data, string prefix, int step) => new(
        data.Read($"{prefix}input_ids")[step], data.Read($"{prefix}attention_mask")[step].to(ScalarType.Bool), data.Read($"{prefix}token_type_ids")[step]);

    private static Tensor OneHot(Tensor labels) => nn.functional.one_hot(labels, 5).to(ScalarType.Float32); // [B, C]
}
