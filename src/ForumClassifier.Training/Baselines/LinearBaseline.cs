using System.Diagnostics;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ForumClassifier.Training.Baselines;

/// <summary>Word and character n-grams under logistic regression: the score every transformer must beat.</summary>
/// <remarks>ML.NET stays behind this class. The same posts and seed give the same predictions on one machine.</remarks>
public sealed class LinearBaseline : ITextClassifier
{
    private const int BatchSize = 256;

    private readonly NgramFeatures _features;
    private readonly LinearModel _model;
    private readonly Thresholds? _thresholds; // null under single assignment

    private LinearBaseline(CodeSet codes, NgramFeatures features, LinearModel model, Thresholds? thresholds) =>
        (Codes, _features, _model, _thresholds) = (codes, features, model, thresholds);

    public string Name => "linear-baseline";

    public CodeSet Codes { get; }

    /// <summary>Learns one classifier over all codes (<see cref="Assignment.Single"/>) or one for each code (<see cref="Assignment.Multiple"/>).</summary>
    /// <param name="posts">The training part.</param>
    /// <param name="validation">Posts outside of it, which choose the <see cref="Thresholds"/> under <see cref="Assignment.Multiple"/>; not read under single.</param>
    /// <param name="codes">All codes; one without an example in <paramref name="posts"/> gets the probability 0.</param>
    /// <exception cref="ArgumentException">There is no training post, under single none without a pending code, or under multiple no validation post.</exception>
    /// <exception cref="KeyNotFoundException">A post has a code that is not in <paramref name="codes"/>.</exception>
    public static LinearBaseline Train(IReadOnlyList<CodedText> posts, IReadOnlyList<CodedText> validation, CodeSet codes, Assignment assignment, int seed)
    {
        ArgumentNullException.ThrowIfNull(validation);
        var examples = new Examples(posts, codes, assignment);
        var context = new MLContext(seed);
        var features = NgramFeatures.Fit(context, examples.Posts.Select(post => post.Text));
        VBuffer<float>[] vectors = [.. features.Transform(examples.Posts.Select(post => post.Text)).Select(text => text.Features)];
        if (assignment == Assignment.Single)
        {
            return new LinearBaseline(codes, features, LinearModel.TrainSingle(context, vectors, features.Size, examples, codes.Count), thresholds: null);
        }

        var model = LinearModel.TrainMultiple(context, vectors, features.Size, examples, codes.Count);
        float[][] probabilities = [.. model.Probabilities(features.Transform(validation.Select(post => post.Text)).Select(text => text.Features))];
        return new LinearBaseline(codes, features, model, Thresholds.Choose(codes, probabilities, validation));
    }

    public IReadOnlyList<Classification> Classify(IReadOnlyList<PreparedText> texts, Action<ClassifiedBatch>? done, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var classifications = new List<Classification>(texts.Count);
        foreach (var batch in texts.Chunk(BatchSize))
        {
            var start = Stopwatch.GetTimestamp();
            var featurized = _features.Transform(batch.Select(text => text.Key));
            var probabilities = _model.Probabilities(featurized.Select(text => text.Features));
            classifications.AddRange(featurized.Zip(probabilities, (text, row) => new Classification(row, Choose(row), text.Words.Length, Truncated: false)));
            done?.Invoke(new ClassifiedBatch(batch.Length, ComputedTokens: 0, Stopwatch.GetElapsedTime(start).TotalSeconds));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return classifications;
    }

    public void Dispose() => _features.Dispose();

    private IReadOnlyList<string> Choose(float[] probabilities) => _thresholds?.CodesFrom(probabilities) ?? [Codes[probabilities.IndexOf(probabilities.Max())]];
}
