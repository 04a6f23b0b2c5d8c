using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Tokenizers;
using ForumClassifier.Tests.TestSupport;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling.Encoders;

public sealed class PretrainedEncoderTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_default_encoder_pools_by_the_mean()
    {
        var encoder = PretrainedEncoder.Load(DefaultEncoder.Folder);

        Assert.Equal(("all-MiniLM-L6-v2", Pooling.Mean, 512), (encoder.Name, encoder.Pooling, encoder.MaxTokens));
    }

    [Theory]
    [InlineData(null, Pooling.First)]
    [InlineData("""{"pooling_mode_mean_tokens": false}""", Pooling.First)]
    [InlineData("""{"pooling_mode_mean_tokens": true}""", Pooling.Mean)]
    public void An_encoder_with_a_pooler_pools_as_it_was_trained(string? configuration, Pooling pooling)
    {
        var folder = TinyEncoder.Write(_folder);
        if (configuration is not null)
        {
            _folder.Write("tiny/1_Pooling/config.json", configuration);
        }

        Assert.Equal(pooling, PretrainedEncoder.Load(folder).Pooling);
    }

    [Fact]
    public void Files_that_are_no_configuration_of_pooling_are_said()
    {
        var folder = TinyEncoder.Write(_folder);
        var path = _folder.Write("tiny/1_Pooling/config.json", "[]");

        var e = Assert.Throws<EncoderException>(() => PretrainedEncoder.Load(folder));

        Assert.Equal($"{path}: It is no JSON object. Copy the encoder's 1_Pooling/config.json again.", e.Message);
    }

    [Fact]
    public void A_new_classifier_has_the_encoders_weights_and_its_own_head()
    {
        using var scope = NewDisposeScope();
        var encoder = PretrainedEncoder.Load(TinyEncoder.Write(_folder)); // whose checkpoint has a head of five codes

        using var five = encoder.CreateClassifier(5, CPU);
        using var two = encoder.CreateClassifier(2, CPU);

        var stored = Goldens.Read(_folder.File("tiny/model.safetensors"), "classifier.weight");
        Assert.True(Goldens.LargestDifference(five.Head.weight, stored) > 0.01);
        Assert.Equal([2L, 32L], two.Head.weight.shape);
        using var batch = TokenBatch.Pad([[2, 9, 3]], paddingId: 0, CPU);
        two.eval();
        five.eval();
        Assert.Equal(0, Goldens.LargestDifference(two.Embed(batch), five.Embed(batch)));
    }

    [Fact]
    public void The_hash_changes_with_weights_and_vocabulary_and_with_nothing_else()
    {
        var folder = TinyEncoder.Write(_folder);
        string Hash() => PretrainedEncoder.Load(folder).Hash();
        var first = Hash();

        _folder.Write("tiny/README.md", "other words");
        Assert.Equal(first, Hash());
        _folder.Write("tiny/vocab.txt", File.ReadAllText(_folder.File("tiny/vocab.txt")).Replace("w7\n", "v7\n", StringComparison.Ordinal));
        var second = Hash();
        var weights = File.ReadAllBytes(_folder.File("tiny/model.safetensors"));
        weights[^1] ^= 1;
        File.WriteAllBytes(_folder.File("tiny/model.safetensors"), weights);

        Assert.Equal(3, new[] { first, second, Hash() }.Distinct().Count());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said()
    {
        var e = Assert.Throws<EncoderException>(() => PretrainedEncoder.Load(_folder.File("none")));

        Assert.Equal($"{_folder.File("none")}: There is no such folder. Expected an encoder in Hugging Face layout, by name from models/encoders/ or by path.", e.Message);
    }

    [Fact]
    public void A_vocabulary_that_is_not_the_encoders_is_said()
    {
        var folder = TinyEncoder.Write(_folder);
        var vocabulary = _folder.File("tiny/vocab.txt");
        var whole = File.ReadAllText(vocabulary);
        string Refusal(string content)
        {
            File.WriteAllText(vocabulary, content);
            return Assert.Throws<TokenizerException>(() => PretrainedEncoder.Load(folder)).Message;
        }

        Assert.Equal($"{vocabulary}: It has 201 tokens, but the encoder of config.json knows 200. Copy vocab.txt and config.json of one model together.", Refusal(whole + "more\n"));
        Assert.Equal($"{vocabulary}: Line 8 repeats the token of an earlier one. Copy the model's vocab.txt again.", Refusal(whole.Replace("w7\n", "w6\n", StringComparison.Ordinal)));
        Assert.Equal($"{vocabulary}: It has 200 tokens, but not [MASK]. Copy the model's vocab.txt again.", Refusal(whole.Replace("[MASK]", "mask", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"model_type\": \"bert\"", "\"model_type\": \"roberta\"", "Its model_type is 'roberta'; supported is bert.")]
    [InlineData("\"hidden_act\": \"gelu\"", "\"hidden_act\": \"relu\"", "Its hidden_act is 'relu'; supported is gelu.")]
    [InlineData("\"hidden_size\": 32", "\"position_embedding_type\": \"relative_key\", \"hidden_size\": 32", "Its position_embedding_type is 'relative_key'; supported is absolute.")]
    [InlineData("\"hidden_size\": 32", "\"hidden_size\": 0", "One of its sizes is not positive.")]
    [InlineData("\"num_attention_heads\": 4", "\"num_attention_heads\": 5", "Its hidden_size (32) is no multiple of num_attention_heads (5).")]
    public void Another_kind_of_encoder_is_refused(string part, string instead, string problem)
    {
        var folder = TinyEncoder.Write(_folder);
        var path = Path.Combine(folder, "config.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(part, instead, StringComparison.Ordinal));

        var e = Assert.Throws<EncoderException>(() => BertConfiguration.Load(folder));

        Assert.Equal($"{path}: {problem} Use a BERT encoder, such as models/encoders/all-MiniLM-L6-v2.", e.Message);
    }
}
