using ForumClassifier.Core.Predictions;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Onnx;
using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.TestSupport;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling.Onnx;

public sealed class OnnxClassifierTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    // Of 1 to 29 words, in no order of length.
    private static readonly string[] Texts = [.. Enumerable.Range(0, 29).Select(i => Text(1 + (i * 11 % 29), seed: i))];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, Pooling.First)]
    [InlineData(true, Pooling.Mean)]
    [InlineData(false, Pooling.First)]
    [InlineData(false, Pooling.Mean)]
    public void It_says_what_torch_says(bool isSingle, Pooling pooling)
    {
        var folder = TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(isSingle ? TinyEncoder.Single : TinyEncoder.Multiple));
        (ClassifierDescription.Load(folder) with { Pooling = pooling }).Save(folder);
        using var torch = TorchClassifier.Load(folder, CPU, Precision.Fp32);
        using var onnx = OnnxClassifier.Load(folder, card: null, Precision.Fp32, threads: 1, maxTokens: null, tokenBudget: 100, configure: null);

        var expected = Classify(torch, Texts);
        var actual = Classify(onnx, Texts);

        Assert.Equal((torch.Name, torch.Codes.Count), (onnx.Name, onnx.Codes.Count));
        Assert.Equal(expected.Select(one => (string.Join(';', one.Codes), one.TokenCount, one.Truncated)), actual.Select(one => (string.Join(';', one.Codes), one.TokenCount, one.Truncated)));
        Assert.InRange(LargestDifference(expected, actual), 0, 1e-5f);
    }

    [Fact]
    public void Int8_says_nearly_what_fp32_says_and_the_same_each_time()
    {
        var folder = TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(TinyEncoder.Single));
        using var exact = OnnxClassifier.Load(folder, card: null, Precision.Fp32, threads: 1);
        using var rough = OnnxClassifier.Load(folder, card: null, Precision.Int8, threads: 1);
        using var again = OnnxClassifier.Load(folder, card: null, Precision.Int8, threads: 2);

        var first = Classify(rough, Texts);

        Assert.InRange(LargestDifference(Classify(exact, Texts), first), 1e-7f, 0.02f); // some difference, a small one
        Assert.Equal(first.Select(one => one.Probabilities), Classify(rough, Texts).Select(one => one.Probabilities));
        Assert.Equal(first.Select(one => one.Probabilities), Classify(again, Texts).Select(one => one.Probabilities));
    }

    [Fact]
    public void Every_batch_is_told_of_and_cancelling_ends_after_one()
    {
        var folder = TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(TinyEncoder.Single));
        using var classifier = OnnxClassifier.Load(folder, card: null, Precision.Fp32, threads: 1, maxTokens: null, tokenBudget: 100, configure: null);
        using var stop = new CancellationTokenSource();
        List<int> told = [];

        classifier.Classify([.. Texts.Select(classifier.Prepare)], batch => told.Add(batch.Texts), TestContext.Current.CancellationToken);

        Assert.Equal(Texts.Length, told.Sum());
        Assert.InRange(told.Count, 5, Texts.Length - 1);
        Assert.Throws<OperationCanceledException>(() => classifier.Classify([.. Texts.Select(classifier.Prepare)], _ => stop.Cancel(), stop.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    public void A_longest_input_the_encoder_does_not_take_is_refused(int maxTokens)
    {
        var folder = TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(TinyEncoder.Single));

        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxClassifier.Load(folder, card: null, Precision.Fp32, threads: 1, maxTokens));
    }

    [Fact]
    public void Weights_that_do_not_fit_are_said_as_torch_says_it()
    {
        var description = TinyEncoder.Describe(TinyEncoder.Single);
        var folder = TinyEncoder.WriteModel(_folder, description);
        (description with { Codes = ["red", "green"] }).Save(folder);

        var expected = Assert.Throws<WeightsException>(() => TorchClassifier.Load(folder, CPU, Precision.Fp32));
        var actual = Assert.Throws<WeightsException>(() => OnnxClassifier.Load(folder, card: null, Precision.Fp32, threads: 1));

        Assert.Equal(expected.Message, actual.Message);
    }

    private static IReadOnlyList<Classification> Classify(ForumClassifier.Core.ITextClassifier classifier, string[] texts) =>
        classifier.Classify([.. texts.Select(classifier.Prepare)], done: null, TestContext.Current.CancellationToken);

    private static float LargestDifference(IReadOnlyList<Classification> expected, IReadOnlyList<Classification> actual) =>
        expected.Zip(actual).SelectMany(pair => pair.First.Probabilities.Zip(pair.Second.Probabilities)).Max(pair => Math.Abs(pair.First - pair.Second));

    private static string Text(int words, int seed)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => $"w{random.Next(5, 200)}"));
    }
}
