using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Training.FineTuning;

namespace ForumClassifier.Training;

/// <summary>A model that a training goes on from instead of beginning with a pretrained encoder: its encoder, and its head for the codes that are still there.</summary>
public sealed class WarmStart
{
    private readonly string _folder;
    private readonly ClassifierDescription _model;
    private readonly TrainingData _data;

    private WarmStart(string folder, ClassifierDescription model, PretrainedEncoder encoder, TrainingData data, IReadOnlySet<string> learntFrom)
    {
        (_folder, _model, Encoder, _data, LearntFrom) = (folder, model, encoder, data, learntFrom);
        Origins = HeadOrigins.Of(model.Taxonomy, new CodeSet(model.Codes), data.Taxonomy, data.Codes);
    }

    /// <summary>Of the model.</summary>
    public string Name => _model.Name;

    /// <summary>Of the model: that of the version it was trained for.</summary>
    public Taxonomy Taxonomy => _model.Taxonomy;

    /// <summary>The model's, with its weights.</summary>
    public PretrainedEncoder Encoder { get; }

    /// <summary>For each code to be learnt, the model's codes that it comes from: one where it survived, several where it was merged, none where it is new or part of a split.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Origins { get; }

    /// <summary>Ids of the posts that the model, and those it started from, learnt from, as far as it says.</summary>
    public IReadOnlySet<string> LearntFrom { get; }

    /// <param name="folder">A model folder.</param>
    /// <param name="data">What the training is to learn from.</param>
    /// <exception cref="WarmStartException">The assignment is another, or the model's taxonomy is newer than that of the data.</exception>
    /// <exception cref="Core.ForumClassifierException">A file of the model is missing or damaged.</exception>
    public static WarmStart Load(string folder, TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var model = ClassifierDescription.Load(folder);
        var (older, newer) = (model.Taxonomy, data.Taxonomy);
        if (older.Assignment != newer.Assignment)
        {
            throw new WarmStartException(folder, $"The model's assignment is {Shown(older.Assignment)}, that of the labelled data {Shown(newer.Assignment)}.", "Start from a model of the same assignment, or leave --from out.");
        }

        if (older.Name == newer.Name && older.Version > newer.Version)
        {
            throw new WarmStartException(folder, FormattableString.Invariant($"The model knows version {older.Version} of the taxonomy {older.Name}, the labelled data have the older version {newer.Version}."),
                "Bring the labelled data to the model's version with taxonomy migrate, or start from an older model.");
        }

        return new WarmStart(folder, model, PretrainedEncoder.Load(folder, model.Pooling), data, ReadPosts(Path.Combine(folder, "training.json")));
    }

    /// <summary>SHA-256 over the weights, the files that shape their use, and the description of the model.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(
        [.. Encoding.ASCII.GetBytes(Encoder.Hash()), .. SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, ClassifierDescription.FileName)))]));

    internal HeadStart Head()
    {
        var codes = new CodeSet(_model.Codes);
        return new HeadStart(_folder, [.. Origins.Select(origins => (IReadOnlyList<int>)[.. origins.Select(codes.IndexOf)])]);
    }

    /// <summary>What <c>training.json</c> says of it.</summary>
    internal object ToRecord() => new
    {
        Name,
        Taxonomy = Taxonomy.Name,
        TaxonomyVersion = Taxonomy.Version,
        Sha256 = Hash(),
        Head = _data.Codes.Zip(Origins).ToDictionary(pair => pair.First, pair => pair.Second),
        Posts = LearntFrom.Order(StringComparer.Ordinal),
    };

    private static HashSet<string> ReadPosts(string path)
    {
        if (!File.Exists(path))
        {
            return []; // a model need not say how it was made
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var (training, split) = (json.RootElement, json.RootElement.GetProperty("split"));
            var isRefitted = training.GetProperty("refit_epochs").ValueKind != JsonValueKind.Null;
            string[] parts = ["training", "validation", .. isRefitted ? (string[])["test"] : []];
            var own = parts.SelectMany(part => split.GetProperty(part).EnumerateArray());
            var before = training.TryGetProperty("from", out var from) && from.ValueKind == JsonValueKind.Object ? from.GetProperty("posts").EnumerateArray() : default;
            return own.Concat(before).Select(id => id.GetString() ?? "").ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException(path, "It is not as train has written it.", "Copy the model folder again, or start from another.", e);
        }
    }

    private static string Shown(Assignment assignment) => assignment.ToString().ToLowerInvariant();
}
