using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.TestSupport;
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

        Assert.InRange(Goldens.LargestDifference(classifier.call(padded)[1], classifier.call(alone)[0]), 0, 1e-6);
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
