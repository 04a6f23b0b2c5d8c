using System.Text.Json;
using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Onnx;
using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.TestSupport;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling.Onnx;

/// <summary>The graph in ONNX Runtime against PyTorch's numbers.</summary>
public sealed class BertGraphTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bert", "bert")]
    [InlineData("hub-style/bert-sharded", "bert")]
    [InlineData("hub-style/bert-bf16", "hub-style/bert-bf16")]
    [InlineData("hub-style/bert-fp16", "hub-style/bert-fp16")]
    public void Logits_are_the_references(string folder, string reference)
    {
        using var scope = NewDisposeScope();
        var io = ReferenceData.File("encoders", "bert", "io.safetensors");
        var (ids, mask, types) = (Rows<long>(io, "input_ids"), Rows<long>(io, "attention_mask"), Rows<long>(io, "token_type_ids"));
        var expected = Rows<float>(ReferenceData.File("encoders", reference, "io.safetensors"), "logits");
        using var session = Open(ReferenceData.File("encoders", folder), Pooling.First, codeCount: 5);
        int[] rows = [.. Enumerable.Range(0, ids.Length).Where(row => types[row].All(type => type == 0))]; // the program's texts have one part

        var logits = session.Run([.. rows.Select(row => ids[row].Take((int)mask[row].Sum()).Select(id => (int)id).ToArray())], paddingId: 0, BertGraph.Logits);

        Assert.Equal(3, rows.Length);
        AssertNear([.. rows.SelectMany(row => expected[row])], logits, 1e-5f);
    }

    /// <summary>A head that gives the vector of a text as it is.</summary>
    [Fact]
    public void Embeddings_of_MiniLM_are_the_references()
    {
        using var scope = NewDisposeScope();
        var configuration = BertConfiguration.Load(DefaultEncoder.Folder);
        using (var model = new SequenceClassifier(configuration, Pooling.Mean, configuration.HiddenSize))
        using (no_grad())
        using (var checkpoint = Checkpoint.Open(DefaultEncoder.Folder))
        {
            CheckpointLoading.Load(model, checkpoint, DefaultEncoder.Folder, isHeadNew: true);
            model.Head.weight.copy_(eye(configuration.HiddenSize));
            model.Head.bias!.zero_(); // nn.Linear has one by default
            SafetensorsWriter.Write(_folder.File("model.safetensors"), CheckpointLoading.Named(model));
        }

        File.Copy(Path.Combine(DefaultEncoder.Folder, "config.json"), _folder.File("config.json"));
        var texts = File.ReadLines(ReferenceData.File("minilm", "cases.jsonl"))
            .Select((line, row) => (Row: row, Ids: JsonDocument.Parse(line).RootElement.GetProperty("input_ids").EnumerateArray().Select(id => id.GetInt32()).ToArray()))
            .Where(text => text.Row % 4 == 0).OrderByDescending(text => text.Ids.Length).ToList();
        var expected = Rows<float>(ReferenceData.File("minilm", "outputs.safetensors"), "embeddings");
        using var session = Open(_folder.Path, Pooling.Mean, configuration.HiddenSize);

        var embeddings = session.Run([.. texts.Select(text => text.Ids)], paddingId: 0, BertGraph.Logits);

        AssertNear([.. texts.SelectMany(text => expected[text.Row])], embeddings, 1e-5f);
    }

    private static OnnxSession Open(string folder, Pooling pooling, int codeCount)
    {
        var configuration = BertConfiguration.Load(folder);
        using var checkpoint = Checkpoint.Open(folder);
        var weights = new BertWeights(checkpoint, folder, configuration, pooling, codeCount);
        return new OnnxSession(BertGraph.Build(weights, configuration, pooling, Assignment.Single, isInt8: false), card: null, threads: 1, pooling == Pooling.Mean);
    }

    private static T[][] Rows<T>(string path, string name) where T : unmanaged
    {
        using var tensor = Goldens.Read(path, name);
        return [.. tensor.data<T>().ToArray().Chunk((int)tensor.shape[1])];
    }

    private static void AssertNear(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)), 0, tolerance);
    }
}
