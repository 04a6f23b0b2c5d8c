using ForumClassifier.Core;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Tokenizers;
using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.TestSupport;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling.Models;

public sealed class TorchClassifierTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    // Of 1 to 29 words, in no order of length.
    private static readonly string[] Texts = [.. Enumerable.Range(0, 29).Select(i => Text(1 + (i * 11 % 29), seed: i))];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]    // each text alone
    [InlineData(100)]
    [InlineData(1_000_000)] // all in one batch
    public void How_texts_are_cut_into_batches_does_not_change_what_is_said(int tokenBudget)
    {
        using var classifier = Build(TinyEncoder.Describe(TinyEncoder.Single), tokenBudget);

        var all = classifier.Classify(Texts, done: null, TestContext.Current.CancellationToken);

        for (var i = 0; i < Texts.Length; i++)
        {
            var alone = classifier.Classify([Texts[i]], done: null, TestContext.Current.CancellationToken)[0];
            Assert.Equal(alone.Probabilities, all[i].Probabilities, (a, b) => Math.Abs(a - b) < 1e-5f);
            Assert.Equal((alone.TokenCount, alone.Truncated, alone.Codes[0]), (all[i].TokenCount, all[i].Truncated, all[i].Codes[0]));
        }
    }

    [Fact]
    public void Every_text_is_told_of_once()
    {
        using var classifier = Build(TinyEncoder.Describe(TinyEncoder.Single), tokenBudget: 100);
        List<int> told = [];

        classifier.Classify(Texts, batch => told.Add(batch.Texts), TestContext.Current.CancellationToken);

        Assert.Equal(Texts.Length, told.Sum());
        Assert.InRange(told.Count, 5, Texts.Length - 1);
        Assert.Empty(classifier.Classify([], batch => told.Add(batch.Texts), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Cancelling_ends_after_the_batch()
    {
        using var classifier = Build(TinyEncoder.Describe(TinyEncoder.Single), tokenBudget: 1);
        using var stop = new CancellationTokenSource();
        var done = 0;

        Assert.Throws<OperationCanceledException>(() => classifier.Classify(Texts, _ =>
        {
            if (++done == 3)
            {
                stop.Cancel();
            }
        }, stop.Token));

        Assert.Equal(3, done);
    }

    [Fact]
    public void Classifying_leaves_no_tensor_behind()
    {
        using var classifier = Build(TinyEncoder.Describe(TinyEncoder.Single));
        classifier.Classify(Texts, done: null, TestContext.Current.CancellationToken);
        var before = Tensor.TotalCount;

        classifier.Classify(Texts, done: null, TestContext.Current.CancellationToken);

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Under_single_assignment_probabilities_add_up_and_the_highest_is_chosen()
    {
        using var classifier = Build(TinyEncoder.Describe(TinyEncoder.Single));

        var results = classifier.Classify(Texts, done: null, TestContext.Current.CancellationToken);

        Assert.All(results, result =>
        {
            Assert.Equal(1, result.Probabilities.Sum(), 1e-5);
            Assert.Equal([classifier.Codes[result.Probabilities.ToList().IndexOf(result.Probabilities.Max())]], result.Codes);
        });
    }

    [Fact]
    public void Under_multiple_assignment_a_probability_at_the_threshold_is_chosen_and_one_just_below_is_not()
    {
        var description = TinyEncoder.Describe(TinyEncoder.Multiple);
        Classification With(params double[] thresholds)
        {
            using var classifier = Build(description with { Thresholds = thresholds });
            return classifier.Classify(["w7 w8"], done: null, TestContext.Current.CancellationToken)[0];
        }

        var p = With(0.5, 0.5, 0.5).Probabilities;

        Assert.Equal(["red", "green", "blue"], With(p[0], p[1], p[2]).Codes);
        Assert.Equal(["red", "blue"], With(p[0], MathF.BitIncrement(p[1]), p[2]).Codes);
        Assert.Empty(With(1, 1, 1).Codes);
    }

    [Theory]
    [InlineData(30, 32, false)]
    [InlineData(31, 32, true)]
    public void A_text_longer_than_the_longest_input_is_cut_and_says_so(int words, int tokens, bool truncated)
    {
        using var classifier = Build(TinyEncoder.Describe(TinyEncoder.Single));

        var result = classifier.Classify([Text(words, seed: 1)], done: null, TestContext.Current.CancellationToken)[0];

        Assert.Equal((tokens, truncated), (result.TokenCount, result.Truncated));
    }

    [Fact]
    public void A_model_folder_says_what_the_model_said_that_was_saved()
    {
        var description = TinyEncoder.Describe(TinyEncoder.Multiple);
        var encoder = PretrainedEncoder.Load(TinyEncoder.Write(_folder));
        var model = encoder.CreateClassifier(3, CPU);
        ForumClassifier.Training.ModelFolder.Write(_folder.File("model"), encoder, model, description);
        using var saved = new TorchClassifier(model, encoder.Tokenizer, description, CPU, Precision.Fp32, description.MaxTokens);

        using var loaded = TorchClassifier.Load(_folder.File("model"), CPU, Precision.Fp32);

        var token = TestContext.Current.CancellationToken;
        Assert.Equal(saved.Classify(Texts, null, token).Select(result => result.Probabilities), loaded.Classify(Texts, null, token).Select(result => result.Probabilities));
        Assert.Equal(("tiny-model", ["red", "green", "blue"]), (loaded.Name, loaded.Codes.ToArray()), (a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2));
    }

    [Fact]
    public void Bf16_says_nearly_what_fp32_says()
    {
        var folder = TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(TinyEncoder.Single));
        using var exact = TorchClassifier.Load(folder, CPU, Precision.Fp32);
        using var rough = TorchClassifier.Load(folder, CPU, Precision.Bf16);

        var token = TestContext.Current.CancellationToken;
        var pairs = exact.Classify(Texts, null, token).Zip(rough.Classify(Texts, null, token)).SelectMany(pair => pair.First.Probabilities.Zip(pair.Second.Probabilities)).ToList();

        Assert.InRange(pairs.Max(pair => Math.Abs(pair.First - pair.Second)), 1e-7f, 0.02f); // some difference, a small one
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    public void A_longest_input_the_encoder_does_not_take_is_refused(int maxTokens)
    {
        var folder = TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(TinyEncoder.Single));

        Assert.Throws<ArgumentOutOfRangeException>(() => TorchClassifier.Load(folder, CPU, Precision.Fp32, maxTokens));
    }

    [Fact]
    public void A_model_that_says_it_reads_more_than_its_encoder_is_refused()
    {
        var folder = TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(TinyEncoder.Single) with { MaxTokens = 65 });

        var e = Assert.Throws<ModelException>(() => TorchClassifier.Load(folder, CPU, Precision.Fp32));

        Assert.Equal($"{folder}: Its classifier.json says that it reads 65 tokens, its config.json 64. Copy the model folder again, or train again.", e.Message);
    }

    [Theory]
    [InlineData("classifier.json", typeof(ModelException))]
    [InlineData("config.json", typeof(EncoderException))]
    [InlineData("vocab.txt", typeof(TokenizerException))]
    public void A_missing_file_is_named(string name, Type type)
    {
        var folder = TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(TinyEncoder.Single));
        File.Delete(Path.Combine(folder, name));

        var e = Assert.Throws(type, () => TorchClassifier.Load(folder, CPU, Precision.Fp32));

        Assert.StartsWith($"{Path.Combine(folder, name)}: ", e.Message, StringComparison.Ordinal);
        Assert.Contains($"cannot be read (Could not find file '{Path.Combine(folder, name)}'). Expected ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_weights_are_said()
    {
        var folder = TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(TinyEncoder.Single));
        File.Delete(Path.Combine(folder, "model.safetensors"));

        var e = Assert.Throws<WeightsException>(() => TorchClassifier.Load(folder, CPU, Precision.Fp32));

        Assert.StartsWith($"{folder}: There is no model.safetensors in it. ", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classifier.json", "{", typeof(ModelException))]
    [InlineData("classifier.json", "null", typeof(ModelException))]
    [InlineData("classifier.json", "{}", typeof(ModelException))]
    [InlineData("config.json", "{", typeof(EncoderException))]
    [InlineData("config.json", "null", typeof(EncoderException))]
    [InlineData("config.json", "[]", typeof(EncoderException))]
    [InlineData("vocab.txt", "", typeof(TokenizerException))]
    [InlineData("vocab.txt", "one\ntwo\n", typeof(TokenizerException))]
    [InlineData("tokenizer_config.json", "[]", typeof(TokenizerException))]
    [InlineData("tokenizer_config.json", "{", typeof(TokenizerException))]
    [InlineData("tokenizer_config.json", """{"do_lower_case": true, "strip_accents": false}""", typeof(TokenizerException))]
    [InlineData("model.safetensors", "", typeof(WeightsException))]
    [InlineData("model.safetensors", "no weights at all", typeof(WeightsException))]
    public void A_damaged_file_is_named(string name, string content, Type type)
    {
        var folder = TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(TinyEncoder.Single));
        File.WriteAllText(Path.Combine(folder, name), content);

        var e = Assert.Throws(type, () => TorchClassifier.Load(folder, CPU, Precision.Fp32));

        Assert.IsAssignableFrom<ForumClassifierException>(e);
        Assert.StartsWith($"{Path.Combine(folder, name)}: ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_number_of_codes_than_the_head_has_is_said()
    {
        var description = TinyEncoder.Describe(TinyEncoder.Single);
        var folder = TinyEncoder.WriteModel(_folder, description);
        (description with { Codes = ["red", "green"] }).Save(folder);

        var e = Assert.Throws<WeightsException>(() => TorchClassifier.Load(folder, CPU, Precision.Fp32));

        Assert.Equal($"{folder}: Its weights do not fit its config.json: classifier.weight has the shape [3, 32], not [2, 32]; classifier.bias has the shape [3], not [2]. "
            + "Copy or download config.json and the weights of one model together.", e.Message);
    }

    private static TorchClassifier Build(ClassifierDescription description, int tokenBudget = TorchClassifier.DefaultTokenBudget)
    {
        using var folder = new TemporaryFolder();
        var encoder = PretrainedEncoder.Load(TinyEncoder.Write(folder));
        var model = encoder.CreateClassifier(description.Codes.Count, CPU);
        using (no_grad())
        {
            using var weights = linspace(-1, 1, model.Head.weight.numel()); // the same in every classifier of a test
            using var shaped = weights.reshape(model.Head.weight.shape);
            model.Head.weight.copy_(shaped);
        }

        return new TorchClassifier(model, encoder.Tokenizer, description, CPU, Precision.Fp32, description.MaxTokens, tokenBudget);
    }

    private static string Text(int words, int seed)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => $"w{random.Next(5, 200)}"));
    }
}
