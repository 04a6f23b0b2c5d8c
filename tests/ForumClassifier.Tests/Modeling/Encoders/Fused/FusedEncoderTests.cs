using System.Text.Json;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Encoders.Fused;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.TestSupport;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling.Encoders.Fused;

/// <summary>The encoder for inference against PyTorch's embeddings; on a processor without AVX-512 it does not exist.</summary>
public sealed class FusedEncoderTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    private static readonly string Own = ReferenceData.File("minilm");
    private static readonly BertConfiguration Configuration = BertConfiguration.Load(DefaultEncoder.Folder);

    private readonly SequenceClassifier _model = new(Configuration, Pooling.Mean, codeCount: 2);

    public FusedEncoderTests(NativeTorchFixture torch)
    {
        _ = torch; // loaded
        Assert.SkipUnless(FusedEncoder.Supports(Configuration, CPU), "This processor has no AVX-512.");
        using var checkpoint = Checkpoint.Open(DefaultEncoder.Folder);
        CheckpointLoading.Load(_model, checkpoint, DefaultEncoder.Folder, isHeadNew: true);
        _model.eval();
    }

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Embeddings_in_float32_are_the_references()
    {
        using var scope = NewDisposeScope();

        var actual = Embed(Precision.Fp32, Texts(Own));

        Assert.InRange(Goldens.LargestDifference(actual, Expected(Own)), 0, 1e-5);
    }

    [SlowFact]
    public void Embeddings_of_real_texts_in_float32_are_the_references()
    {
        using var scope = NewDisposeScope();
        var folder = SharedData.Require("goldens", "minilm");

        var actual = Embed(Precision.Fp32, Texts(folder));

        Assert.InRange(Goldens.LargestDifference(actual, Expected(folder)), 0, 1e-5);
    }

    /// <summary>The bounds are about twice the distance from 1 that was measured on these texts.</summary>
    [Theory]
    [InlineData(Precision.Bf16, 0.9995f)]
    [InlineData(Precision.Int8, 0.99f)]
    public void Embeddings_in_fewer_bits_point_where_the_references_do(Precision precision, float least)
    {
        using var scope = NewDisposeScope();

        var actual = Embed(precision, Texts(Own));

        var cosines = nn.functional.cosine_similarity(actual, Expected(Own), 1).data<float>().ToArray();
        Assert.InRange(cosines.Min(), least, 0.9999999f); // and not 1: it has computed in fewer bits
    }

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    [InlineData(Precision.Int8)]
    public void A_text_is_embedded_alike_whatever_else_is_in_its_batch(Precision precision)
    {
        using var scope = NewDisposeScope();
        var texts = Texts(Own);

        var together = Embed(precision, texts);
        var alone = cat([.. texts.Select(text => Embed(precision, [text]))]);
        var reversed = Embed(precision, [.. texts.Reverse()]).flip(0);

        Assert.Equal(together.data<float>().ToArray(), alone.data<float>().ToArray());
        Assert.Equal(together.data<float>().ToArray(), reversed.data<float>().ToArray());
    }

    [Fact]
    public void The_first_token_is_pooled_where_asked_for()
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        using var encoder = new BertEncoder(Configuration);
        using var checkpoint = Checkpoint.Open(DefaultEncoder.Folder);
        CheckpointLoading.Load(encoder, checkpoint, DefaultEncoder.Folder, isHeadNew: false);
        encoder.eval();
        var text = Texts(Own)[0];
        using var batch = ForumClassifier.Modeling.Encoders.TokenBatch.Pad([text], paddingId: 0, CPU);
        using var fused = new FusedEncoder(_model, Configuration, Precision.Fp32, capacity: 64);

        var actual = fused.Embed([text], Pooling.First);

        Assert.InRange(Goldens.LargestDifference(actual[0], encoder.call(batch)[0][0]), 0, 1e-5);
    }

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    [InlineData(Precision.Int8)]
    public void No_tensor_outlives_a_batch(Precision precision)
    {
        using var mode = inference_mode();
        var texts = Texts(Own)[..4];
        using var fused = new FusedEncoder(_model, Configuration, precision, capacity: 64);
        fused.Embed(texts, Pooling.Mean).Dispose();
        var before = Tensor.TotalCount;

        fused.Embed(texts, Pooling.Mean).Dispose();

        Assert.Equal(before, Tensor.TotalCount);
    }

    // [B, D]
    private Tensor Embed(Precision precision, int[][] texts)
    {
        using var mode = inference_mode();
        using var fused = new FusedEncoder(_model, Configuration, precision, capacity: 64); // grows
        return fused.Embed(texts, Pooling.Mean);
    }

    // [B, D]
    private static Tensor Expected(string folder) => Goldens.Read(Path.Combine(folder, "outputs.safetensors"), "embeddings");

    private static int[][] Texts(string folder) => [.. File.ReadLines(Path.Combine(folder, "cases.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("input_ids").EnumerateArray().Select(id => id.GetInt32()).ToArray())];
}
