using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.TestSupport;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling.Weights;

public sealed class CheckpointTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    private static readonly string Sharded = ReferenceData.File("encoders", "hub-style", "bert-sharded");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shards_hold_the_tensors_of_the_whole()
    {
        using var scope = NewDisposeScope();
        using var whole = Checkpoint.Open(ReferenceData.File("encoders", "bert"));
        using var shards = Checkpoint.Open(Sharded);

        Assert.Equal(whole.Names.Order(StringComparer.Ordinal), shards.Names.Order(StringComparer.Ordinal));
        Assert.All(whole.Names, name => Assert.Equal(whole.Read(name).bytes.ToArray(), shards.Read(name).bytes.ToArray()));
        Assert.Equal(2, shards.Names.Select(shards.PathOf).Distinct().Count());
    }

    [Fact]
    public void A_missing_shard_is_named()
    {
        CopyShards();
        File.Delete(_folder.File("model-00002-of-00002.safetensors"));

        var e = Assert.Throws<WeightsException>(() => Checkpoint.Open(_folder.Path));

        Assert.StartsWith($"{_folder.File("model-00002-of-00002.safetensors")}: It cannot be read (Could not find file", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_no_shard_has_is_named()
    {
        CopyShards();
        var index = _folder.Write("model.safetensors.index.json", """{"weight_map":{"bert.nothing":"model-00001-of-00002.safetensors"}}""");

        var e = Assert.Throws<WeightsException>(() => Checkpoint.Open(_folder.Path));

        Assert.Equal($"{index}: It says that 'bert.nothing' is in model-00001-of-00002.safetensors, which does not have it. Copy or download the shards again.", e.Message);
    }

    [Theory]
    [InlineData("../model.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/model.safetensors")]
    public void A_shard_outside_the_folder_is_not_opened(string shard)
    {
        var index = _folder.Write("model.safetensors.index.json", $$$"""{"weight_map":{"a":"{{{shard}}}"}}""");

        var e = Assert.Throws<WeightsException>(() => Checkpoint.Open(_folder.Path));

        Assert.Equal($"{index}: It names a shard outside its folder ('{shard}'). Use an index as save_pretrained writes it.", e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"weight_map":[]}""")]
    [InlineData("""{"weight_map":{"a":1}}""")]
    public void An_index_that_is_none_is_said(string content)
    {
        var index = _folder.Write("model.safetensors.index.json", content);

        var e = Assert.Throws<WeightsException>(() => Checkpoint.Open(_folder.Path));

        Assert.Equal($"{index}: It is no index of shards (a JSON object with 'weight_map'). Copy or download the file again.", e.Message);
    }

    [Theory]
    [InlineData("bert-pickle-refuse")]
    [InlineData("bert-pickle-legacy-refuse")]
    public void Pickles_are_refused_unopened(string name)
    {
        var folder = ReferenceData.File("encoders", "hub-style", name);

        var e = Assert.Throws<WeightsException>(() => Checkpoint.Open(folder));

        Assert.Equal($"{Path.Combine(folder, "pytorch_model.bin")}: Weights as a pickle are refused: opening one can run any program. "
            + "Get the model's safetensors, or convert it with save_pretrained(..., safe_serialization=True) where you trust it.", e.Message);
    }

    [Fact]
    public void A_folder_without_weights_is_said()
    {
        var empty = Assert.Throws<WeightsException>(() => Checkpoint.Open(_folder.Path));
        var missing = Assert.Throws<WeightsException>(() => Checkpoint.Open(_folder.File("none")));

        Assert.Equal($"{_folder.Path}: There is no model.safetensors in it. Expected a model folder in Hugging Face layout with weights as safetensors.", empty.Message);
        Assert.StartsWith($"{_folder.File("none")}: There is no model.safetensors in it. ", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_listed()
    {
        using var scope = NewDisposeScope();
        var folder = ReferenceData.File("encoders", "bert");
        var configuration = BertConfiguration.Load(folder);
        using var checkpoint = Checkpoint.Open(folder);

        string Refusal(BertConfiguration changed)
        {
            using var model = new SequenceClassifier(changed, Pooling.First, codeCount: 5);
            return Assert.Throws<WeightsException>(() => CheckpointLoading.Load(model, checkpoint, folder, isHeadNew: false)).Message;
        }

        const string Remedy = "Copy or download config.json and the weights of one model together.";
        Assert.Equal($"{folder}: Its weights do not fit its config.json: bert.embeddings.position_embeddings.weight has the shape [{configuration.MaxPositionEmbeddings}, 40], not [7, 40]. {Remedy}",
            Refusal(configuration with { MaxPositionEmbeddings = 7 }));
        Assert.Matches(@"^[^;]*: encoder\.layer\.3\.attention\.self\.query\.weight is missing; (\S+ is missing; ){4}and 11 more\. Copy", Refusal(configuration with { NumHiddenLayers = 4 }));
    }

    [Fact]
    public void A_new_head_keeps_its_values_though_the_checkpoint_has_one()
    {
        using var scope = NewDisposeScope();
        var folder = ReferenceData.File("encoders", "bert");
        using var checkpoint = Checkpoint.Open(folder);
        using var sameCodes = new SequenceClassifier(BertConfiguration.Load(folder), Pooling.First, codeCount: 5);
        using var otherCodes = new SequenceClassifier(BertConfiguration.Load(folder), Pooling.First, codeCount: 3);
        var before = sameCodes.Head.weight.bytes.ToArray();

        CheckpointLoading.Load(sameCodes, checkpoint, folder, isHeadNew: true);
        CheckpointLoading.Load(otherCodes, checkpoint, folder, isHeadNew: true);

        Assert.Equal(before, sameCodes.Head.weight.bytes.ToArray());
    }

    private void CopyShards()
    {
        foreach (var file in Directory.EnumerateFiles(Sharded))
        {
            File.Copy(file, _folder.File(Path.GetFileName(file)));
        }
    }
}
