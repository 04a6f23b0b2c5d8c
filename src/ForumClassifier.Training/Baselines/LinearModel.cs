using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace ForumClassifier.Training.Baselines;

/// <summary>Logistic regressions over one set of features: one over all codes, or one for each code.</summary>
internal sealed class LinearModel
{
    /// <summary>ML.NET's L2 weight; of 0.03, 0.1 and 0.3 the one that held up in cross-validation on issue reports.</summary>
    private const float Regularization = 0.1f;

    private readonly MLContext _context;
    private readonly int _features;
    private readonly Func<IDataView, IEnumerable<float[]>> _probabilities;

    private LinearModel(MLContext context, int features, Func<IDataView, IEnumerable<float[]>> probabilities) =>
        (_context, _features, _probabilities) = (context, features, probabilities);

    /// <summary>Multinomial logistic regression over the codes that a training post has; the others get 0.</summary>
    /// <param name="vectors">[posts], each of length <paramref name="features"/>.</param>
    /// <param name="codes">Number of codes.</param>
    public static LinearModel TrainSingle(MLContext context, IReadOnlyList<VBuffer<float>> vectors, int features, Examples examples, int codes)
    {
        int[] seen = [.. Enumerable.Range(0, codes).Where(code => examples.ShareOf(code) > 0f)];
        if (seen.Length == 1)
        {
            return new LinearModel(context, features, rows => Constant(rows, 1f).Select(score => Spread([score], seen, codes)));
        }

        var rows = vectors.Select((vector, post) => new Row
        {
            Features = vector,
            Class = (uint)Array.FindIndex(seen, code => examples.Has(post, code) is true),
        });
        var model = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = nameof(Row.Class),
            L1Regularization = 0f,
            L2Regularization = Regularization,
            NumberOfThreads = 1, // the order of the sums, and so the result, is the same each time
        }).Fit(View(context, [.. rows], features, seen.Length));
        return new LinearModel(context, features, rows => model.Transform(rows).GetColumn<float[]>("Score").Select(scores => Spread(scores, seen, codes)));
    }

    /// <summary>A binary logistic regression for each code; one that none, or all, of its training posts have gets 0, or 1.</summary>
    /// <inheritdoc cref="TrainSingle"/>
    public static LinearModel TrainMultiple(MLContext context, IReadOnlyList<VBuffer<float>> vectors, int features, Examples examples, int codes)
    {
        var models = Enumerable.Range(0, codes).Select(code => TrainBinary(context, vectors, features, examples, code)).ToArray();
        return new LinearModel(context, features, rows =>
        {
            var columns = models.Select(model => model(rows).ToArray()).ToArray(); // [codes, texts]
            return Enumerable.Range(0, columns[0].Length).Select(text => columns.Select(column => column[text]).ToArray()); // [texts, codes]
        });
    }

    /// <param name="vectors">[texts].</param>
    /// <returns>[texts, codes], each in [0, 1].</returns>
    public IEnumerable<float[]> Probabilities(IEnumerable<VBuffer<float>> vectors) =>
        _probabilities(View(_context, [.. vectors.Select(vector => new Row { Features = vector })], _features, classes: 1));

    private static Func<IDataView, IEnumerable<float>> TrainBinary(MLContext context, IReadOnlyList<VBuffer<float>> vectors, int features, Examples examples, int code)
    {
        var share = examples.ShareOf(code);
        if (share is 0f or 1f)
        {
            return rows => Constant(rows, share);
        }

        var rows = vectors
            .Select((vector, post) => (Vector: vector, Has: examples.Has(post, code)))
            .Where(example => example.Has is not null)
            .Select(example => new Row { Features = example.Vector, Label = example.Has is true });
        var model = context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            L1Regularization = 0f,
            L2Regularization = Regularization,
            NumberOfThreads = 1,
        }).Fit(View(context, [.. rows], features, classes: 1));
        return rows => model.Transform(rows).GetColumn<float>("Probability");
    }

    private static IDataView View(MLContext context, IReadOnlyList<Row> rows, int features, int classes)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        schema[nameof(Row.Class)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        return context.Data.LoadFromEnumerable(rows, schema);
    }

    private static IEnumerable<float> Constant(IDataView rows, float probability) => rows.GetColumn<uint>(nameof(Row.Class)).Select(_ => probability);

    private static float[] Spread(float[] scores, int[] seen, int codes)
    {
        var probabilities = new float[codes];
        for (var i = 0; i < seen.Length; i++)
        {
            probabilities[seen[i]] = scores[i];
        }

        return probabilities;
    }

    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public uint Class { get; set; }

        public bool Label { get; set; }
    }
}
