using System.Text.Json;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.TestSupport;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling.Encoders;

/// <summary>The default encoder on whole texts against PyTorch's: mean-pooled embeddings and hidden states.</summary>
public sealed class MiniLmTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    private const double Tolerance = 1e-5;
    private static readonly string Own = ReferenceData.File("minilm");

    private readonly SequenceClassifier _model = Load(Pooling.Mean);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Embeddings_of_a_padded_batch_are_the_references() => AssertEmbeddings(Own, AllAtOnce, eachOf: 4);

    [Fact]
    public void Embeddings_of_single_texts_are_the_references() => AssertEmbeddings(Own, OneByOne, eachOf: 4);

    [SlowFact]
    public void Embeddings_of_all_texts_in_one_padded_batch_are_the_references() => AssertEmbeddings(Own, AllAtOnce);

    [SlowFact]
    public void Embeddings_of_all_single_texts_are_the_references() => AssertEmbeddings(Own, OneByOne);

    [Fact]
    public void Hidden_states_are_the_references() => AssertHiddenStates(Own, 0, 3);

    [SlowFact]
    public void Embeddings_of_real_texts_in_one_padded_batch_are_the_references() => AssertEmbeddings(SharedData.Require("goldens", "minilm"), AllAtOnce);

    [SlowFact]
    public void Embeddings_of_single_real_texts_are_the_references() => AssertEmbeddings(SharedData.Require("goldens", "minilm"), OneByOne);

    [Fact]
    public void Hidden_states_of_real_texts_are_the_references() => AssertHiddenStates(SharedData.Require("goldens", "minilm"), 0, 1, 2, 3);

    /// <summary>
    /// bf16 keeps 8 bits of a number: a rounding error of at most 2^-9 in each of the about 40 products a value passes, of random sign,
    /// is a relative error of about 2^-9 * sqrt(40) = 0.012, a cosine of 1 - 0.012^2 / 2 = 0.9999.
    /// </summary>
    [Fact]
    public void Embeddings_in_bf16_point_where_those_in_fp32_do()
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        var expected = Expected(Own, eachOf: 4);
        _model.ComputeIn(ScalarType.BFloat16, isFrozen: true);

        var actual = AllAtOnce(Texts(Own, eachOf: 4));

        Assert.Equal(ScalarType.Float32, actual.dtype);
        var cosines = nn.functional.cosine_similarity(actual, expected, 1).data<float>().ToArray();
        Assert.InRange(cosines.Min(), 0.9995f, 0.9999999f); // and not 1: it has computed in bf16
    }

    private static void AssertEmbeddings(string folder, Func<int[][], Tensor> embed, int eachOf = 1)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();

        var actual = embed(Texts(folder, eachOf));

        Assert.InRange(Goldens.LargestDifference(actual, Expected(folder, eachOf)), 0, Tolerance);
    }

    private static void AssertHiddenStates(string folder, params int[] texts)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        using var encoder = new BertEncoder(BertConfiguration.Load(DefaultEncoder.Folder));
        Fill(encoder, isHeadNew: false);
        var ids = Texts(folder);
        foreach (var text in texts)
        {
            using var batch = TokenBatch.Pad([ids[text]], paddingId: 0, CPU);
            var expected = Goldens.Read(Path.Combine(folder, "outputs.safetensors"), $"last_hidden_state.{text}"); // [T, D]

            Assert.InRange(Goldens.LargestDifference(encoder.call(batch)[0], expected), 0, Tolerance);
        }
    }

    private Tensor AllAtOnce(int[][] texts)
    {
        using var batch = TokenBatch.Pad(texts, paddingId: 0, CPU);
        return _model.Embed(batch); // [B, D]
    }

    private Tensor OneByOne(int[][] texts)
    {
        var rows = texts.Select(text =>
        {
            using var batch = TokenBatch.Pad([text], paddingId: 0, CPU);
            return _model.Embed(batch); // [1, D]
        });
        return cat([.. rows]); // [B, D]
    }

    // [B, D]
    private static Tensor Expected(string folder, int eachOf) => Goldens.Read(Path.Combine(folder, "outputs.safetensors"), "embeddings")[TensorIndex.Slice(step: eachOf)];

    private static int[][] Texts(string folder, int eachOf = 1) => [.. File.ReadLines(Path.Combine(folder, "cases.jsonl"))
        .Where((_, index) => index % eachOf == 0)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("input_ids").EnumerateArray().Select(id => id.GetInt32()).ToArray())];

    private static SequenceClassifier Load(Pooling pooling)
    {
        var model = new SequenceClassifier(BertConfiguration.Load(DefaultEncoder.Folder), pooling, codeCount: 2);
        Fill(model, isHeadNew: true);
        return model;
    }

    private static void Fill(nn.Module module, bool isHeadNew)
    {
        using var checkpoint = Checkpoint.Open(DefaultEncoder.Folder);
        CheckpointLoading.Load(module, checkpoint, DefaultEncoder.Folder, isHeadNew);
        module.eval();
    }
}
