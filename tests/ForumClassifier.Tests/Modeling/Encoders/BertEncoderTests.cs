using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training.FineTuning;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling.Encoders;

public class BertEncoderTests : IClassFixture<NativeTorchFixture>
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void Hidden_states_of_every_layer_are_the_references()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var folder = ReferenceData.File("encoders", "bert");
        var io = Path.Combine(folder, "io.safetensors");
        using var encoder = new BertEncoder(BertConfiguration.Load(folder));
        Fill(encoder, folder);
        var batch = Batch(io);

        var states = encoder.HiddenStates(batch);

        Assert.Equal(4, states.Count); // embeddings and three layers
        for (var i = 0; i < states.Count; i++)
        {
            Assert.InRange(Goldens.LargestDifference(states[i], Goldens.Read(io, $"hidden_states.{i}"), batch.AttentionMask), 0, Tolerance);
        }
    }

    [Theory]
    [InlineData("bert", "bert")]
    [InlineData("hub-style/bert-sharded", "bert")]
    [InlineData("hub-style/bert-bf16", "hub-style/bert-bf16")]
    [InlineData("hub-style/bert-fp16", "hub-style/bert-fp16")]
    public void Logits_of_a_classifier_are_the_references(string folder, string reference)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        folder = ReferenceData.File("encoders", folder);
        using var classifier = new SequenceClassifier(BertConfiguration.Load(folder), Pooling.First, codeCount: 5);
        Fill(classifier, folder);

        var logits = classifier.call(Batch(ReferenceData.File("encoders", "bert", "io.safetensors")));

        Assert.InRange(Goldens.LargestDifference(logits, Goldens.Read(ReferenceData.File("encoders", reference, "io.safetensors"), "logits")), 0, Tolerance);
    }

    [Fact]
    public void The_words_of_transformers_4_give_the_same_logits()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var temporary = new TemporaryFolder();
        var folder = ReferenceData.File("encoders", "bert");
        var io = Path.Combine(folder, "io.safetensors");
        File.Copy(Path.Combine(folder, "config.v4-style.json"), temporary.File("config.json"));
        using var classifier = new SequenceClassifier(BertConfiguration.Load(temporary.Path), Pooling.First, codeCount: 5);
        Fill(classifier, folder);

        var logits = classifier.call(Batch(io));

        Assert.Equal(BertConfiguration.Load(folder), BertConfiguration.Load(temporary.Path));
        Assert.InRange(Goldens.LargestDifference(logits, Goldens.Read(io, "logits")), 0, Tolerance);
    }

    [Fact]
    public void Losses_are_the_references()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var folder = ReferenceData.File("encoders", "bert");
        var io = Path.Combine(folder, "io.safetensors");
        using var classifier = new SequenceClassifier(BertConfiguration.Load(folder), Pooling.First, codeCount: 5);
        Fill(classifier, folder);
        var logits = classifier.call(Batch(io));

        var single = ClassificationLoss.Of(Assignment.Single, logits, nn.functional.one_hot(Goldens.Read(io, "labels_single"), 5).to(ScalarType.Float32), weights: null);
        var multiple = ClassificationLoss.Of(Assignment.Multiple, logits, Goldens.Read(io, "labels_multi"), weights: null);

        Assert.Equal(Goldens.Read(io, "loss_single").item<float>(), single.item<float>(), 5e-6f);
        Assert.Equal(Goldens.Read(io, "loss_multi").item<float>(), multiple.item<float>(), 5e-6f);
    }

    [Fact]
    public void The_references_here_are_those_they_were_copied_from()
    {
        var shared = SharedData.Require("goldens", "encoders", "bert");

        Assert.All(Directory.EnumerateFiles(shared), file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(ReferenceData.File("encoders", "bert", Path.GetFileName(file)))));
    }

    [Theory]
    [InlineData("bert-base-no-prefix")]
    [InlineData("bert-base-with-prefix")]
    public void Base_models_load_under_every_spelling_of_their_names(string name)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var folder = ReferenceData.File("encoders", "hub-style", name);
        var io = ReferenceData.File("encoders", "bert", "io.safetensors");
        using var encoder = new BertEncoder(BertConfiguration.Load(folder));
        Fill(encoder, folder);
        var batch = Batch(io);

        var hidden = encoder.call(batch);

        Assert.InRange(Goldens.LargestDifference(hidden, Goldens.Read(io, "last_hidden_state"), batch.AttentionMask), 0, Tolerance);
    }

    [Fact]
    public void Padding_does_not_change_the_logits()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var folder = ReferenceData.File("encoders", "bert");
        using var classifier = new SequenceClassifier(BertConfiguration.Load(folder), Pooling.Mean, codeCount: 5);
        Fill(classifier, folder);
        int[] text = [2, 17, 90, 41, 3], longer = [2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 3];

        using var alone = TokenBatch.Pad([text], paddingId: 0, CPU);
        using var padded = TokenBatch.Pad([longer, text], paddingId: 0, CPU);

        Assert.InRange(Goldens.LargestDifference(classifier.call(padded)[1], classifier.call(alone)[0]), 0, Tolerance);
    }

    [Fact]
    public void Forward_keeps_only_its_result_alive()
    {
        using var scope = NewDisposeScope();
        var folder = ReferenceData.File("encoders", "bert");
        using var classifier = new SequenceClassifier(BertConfiguration.Load(folder), Pooling.First, codeCount: 5);
        using var batch = Batch(Path.Combine(folder, "io.safetensors"));
        var before = scope.DisposablesCount;

        classifier.call(batch);

        Assert.Equal(before + 1, scope.DisposablesCount);
    }

    private static void Fill(nn.Module module, string folder)
    {
        using var checkpoint = Checkpoint.Open(folder);
        CheckpointLoading.Load(module, checkpoint, folder, isHeadNew: false);
        module.eval();
    }

    private static TokenBatch Batch(string io) =>
        new(Goldens.Read(io, "input_ids"), Goldens.Read(io, "attention_mask").to(ScalarType.Bool), Goldens.Read(io, "token_type_ids"));
}
