using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary><c>plan.json</c>: everything the predictions of a run depend on.</summary>
internal sealed record RunPlan
{
    private const int CurrentFormat = 1;

    public required int FormatVersion { get; init; }

    public required string ProgramVersion { get; init; }

    public required PredictionFormat Predictions { get; init; }

    public required int PostsPerPart { get; init; }

    public required IReadOnlyList<PlannedInput> Corpus { get; init; }

    public required PlannedColumns Columns { get; init; }

    public required ModelIdentity Model { get; init; }

    /// <summary>In the ordinal order of their names.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Reads the corpus once, for its hashes.</summary>
    /// <exception cref="InputException">A file of the corpus is missing or cannot be read.</exception>
    public static async Task<RunPlan> MakeAsync(LabelRequest request, CancellationToken cancellationToken)
    {
        var corpus = new List<PlannedInput>();
        foreach (var path in request.CorpusPaths)
        {
            corpus.Add(await PlannedInput.ReadAsync(path, cancellationToken));
        }

        return new RunPlan
        {
            FormatVersion = CurrentFormat,
            ProgramVersion = request.ProgramVersion,
            Predictions = PredictionWriter.FormatOf(request.Output),
            PostsPerPart = CorpusWindows.Size,
            Corpus = corpus,
            Columns = PlannedColumns.Of(request.Columns),
            Model = request.Model,
            Options = new SortedDictionary<string, string>(request.Options.ToDictionary(), StringComparer.Ordinal),
        };
    }

    /// <summary>Marks the parts that belong to this plan.</summary>
    public string Id() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RunJson.Write(this))));

    /// <summary>What the plan of another command says otherwise, a sentence each; empty where the predictions would be the same.</summary>
    public IEnumerable<string> DifferencesTo(RunPlan command)
    {
        var (ours, theirs) = (Settings(), command.Settings());
        return ours.Keys.Union(theirs.Keys)
            .Select(name => (Name: name, Ours: ours.GetValueOrDefault(name), Theirs: theirs.GetValueOrDefault(name)))
            .Where(setting => setting.Ours != setting.Theirs)
            .Select(setting => $"{setting.Name}: the plan has {setting.Ours ?? "nothing"}, this command has {setting.Theirs ?? "nothing"}.");
    }

    private OrderedDictionary<string, string?> Settings()
    {
        var settings = new OrderedDictionary<string, string?>
        {
            ["format of the run folder"] = Text(FormatVersion),
            ["version of the program"] = ProgramVersion,
            ["format of the predictions"] = Predictions.ToString(),
            ["posts in a part"] = Text(PostsPerPart),
            ["--model"] = $"{Model.Name} (SHA-256 {PlannedInput.Shorten(Model.Sha256)})",
        };
        for (var i = 0; i < Corpus.Count; i++)
        {
            settings[Corpus.Count == 1 ? "--corpus" : $"--corpus, path {Text(i + 1)}"] = Corpus[i].Describe();
        }

        foreach (var (name, value) in Columns.Named().Concat(Options.Select(option => KeyValuePair.Create(option.Key, (string?)option.Value))))
        {
            settings[name] = value;
        }

        return settings;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
