using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Text;

namespace ForumClassifier.Training.Baselines;

/// <summary>Words, pairs of words and up to three characters in a row, weighted by how few training posts have them.</summary>
/// <remarks>
/// ML.NET's text featurizer, lower-cased, numbers and punctuation kept. An n-gram of a post weighs its inverse document frequency,
/// however often it occurs there: stack traces and pasted templates repeat themselves. The vector of the words and that of the
/// characters each have length 1.
/// </remarks>
internal sealed class NgramFeatures : IDisposable
{
    private readonly MLContext _context;
    private readonly ITransformer _featurizer;

    private NgramFeatures(MLContext context, ITransformer featurizer, int size) => (_context, _featurizer, Size) = (context, featurizer, size);

    /// <summary>Number of features.</summary>
    public int Size { get; }

    public static NgramFeatures Fit(MLContext context, IEnumerable<string> texts)
    {
        var options = new TextFeaturizingEstimator.Options
        {
            CaseMode = TextNormalizingEstimator.CaseMode.Lower,
            KeepPunctuations = true,
            KeepDiacritics = true,
            KeepNumbers = true,
            Norm = TextFeaturizingEstimator.NormFunction.L2,
            OutputTokensColumnName = nameof(FeaturizedText.Words),
            WordFeatureExtractor = Ngrams(longest: 2),
            CharFeatureExtractor = Ngrams(longest: 3),
        };
        var rows = context.Data.LoadFromEnumerable(texts.Select(text => new TextRow(text)));
        var featurizer = context.Transforms.Text.FeaturizeText(nameof(FeaturizedText.Features), options, nameof(TextRow.Text)).Fit(rows);
        var column = featurizer.GetOutputSchema(rows.Schema)[nameof(FeaturizedText.Features)];
        return new NgramFeatures(context, featurizer, ((VectorDataViewType)column.Type).Size);
    }

    public IReadOnlyList<FeaturizedText> Transform(IEnumerable<string> texts)
    {
        var rows = _context.Data.LoadFromEnumerable(texts.Select(text => new TextRow(text)));
        return [.. _context.Data.CreateEnumerable<FeaturizedText>(_featurizer.Transform(rows), reuseRowObject: false)];
    }

    public void Dispose() => (_featurizer as IDisposable)?.Dispose();

    private static WordBagEstimator.Options Ngrams(int longest) => new()
    {
        NgramLength = longest,
        UseAllLengths = true,
        Weighting = NgramExtractingEstimator.WeightingCriteria.Idf,
    };

    private sealed record TextRow(string Text);
}
