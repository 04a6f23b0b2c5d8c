using System.Globalization;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary><c>plan.json</c>: everything the predictions of a run depend on.</summary>
internal sealed record RunPlan
{
    private const int CurrentFormat = 3;

    public required int FormatVersion { get; init; }

    public required string ProgramVersion { get; init; }

    public required PredictionFormat Predictions { get; init; }

    public required int PostsPerPart { get; init; }

    public required IReadOnlyList<PlannedInput> Corpus { get; init; }

    public required PlannedColumns Columns { get; init; }

    public required ModelIdentity Model { get; init; }

    /// <summary>In the ordinal order of their names.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    public required PlannedSelection Selection { get; init; }

    public required bool LabelOnce { get; init; }

    /// <summary>The predictions of an earlier run, kept for posts that are unchanged since; null where there are none.</summary>
    public required PlannedInput? Since { get; init; }

    /// <summary>They tile the corpus, in its order.</summary>
    public required IReadOnlyList<PlannedShard> Shards { get; init; }

    /// <summary>Null where the corpus was not counted: there is one shard then.</summary>
    public required CountedCorpus? Counted { get; init; }

    /// <summary>True where another version of the program may go on with the run.</summary>
    public required bool AllowUpgrade { get; init; }

    /// <summary>Null in the folder of a run of one file, whose command names them.</summary>
    public required PlannedPlaces? Places { get; init; }

    /// <summary>The plan of one shard for the whole corpus. Reads the corpus once, for its hashes.</summary>
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
            Selection = PlannedSelection.Of(request.Selection),
            LabelOnce = request.LabelOnce,
            Since = request.Since is { } since ? await PlannedInput.ReadAsync(since.Predictions, cancellationToken) : null,
            Shards = [PlannedShard.Whole],
            Counted = null,
            AllowUpgrade = false,
            Places = null,
        };
    }

    /// <summary>Marks the parts and receipts that belong to this plan. Places have no part in it, nor has a leave that was given later.</summary>
    public string Id() => RunJson.HashOf(this with { Places = null, AllowUpgrade = false });

    /// <summary>What the plan of another command says otherwise, a sentence each; empty where the predictions would be the same.</summary>
    public IEnumerable<string> DifferencesTo(RunPlan command) => Differences(Settings(), command.Settings(), "the plan");

    /// <summary>Why another run would say other things of the same posts, a sentence each: model and options, whatever the corpus.</summary>
    public IEnumerable<string> DifferencesInPredictions(RunPlan command) => Differences(Meaning(), command.Meaning(), "the earlier run");

    private static IEnumerable<string> Differences(OrderedDictionary<string, Setting> ours, OrderedDictionary<string, Setting> theirs, string who)
    {
        return ours.Keys.Union(theirs.Keys)
            .Select(name => (Name: name, Ours: ours.GetValueOrDefault(name), Theirs: theirs.GetValueOrDefault(name)))
            .Where(setting => setting.Ours != setting.Theirs)
            .Select(setting => $"{setting.Name}: {who} has {setting.Ours?.Shown ?? "nothing"}, this command has {setting.Theirs?.Shown ?? "nothing"}.");
    }

    // threads change the order of sums, not what is computed
    private OrderedDictionary<string, Setting> Meaning() => new(
        NamedOptions().Where(option => option.Key is not ("--threads" or "--duplicates")).Concat(Columns.Named()).Select(option => KeyValuePair.Create(option.Key, new Setting(option.Value)))
            .Prepend(KeyValuePair.Create("--model", new Setting(Model.Name, Model.Sha256))));

    private IEnumerable<KeyValuePair<string, string>> NamedOptions() => ((IEnumerable<KeyValuePair<string, string>>)
        [.. Options, .. Selection.ToSelection().Named(), .. LabelOnce ? [KeyValuePair.Create("--duplicates", "label-once")] : Array.Empty<KeyValuePair<string, string>>()])
        .OrderBy(option => option.Key, StringComparer.Ordinal);

    private OrderedDictionary<string, Setting> Settings()
    {
        var settings = new OrderedDictionary<string, Setting>
        {
            ["format of the run folder"] = new(Text(FormatVersion)),
            ["version of the program"] = new(ProgramVersion),
            ["format of the predictions"] = new(Predictions.ToString()),
            ["posts in a part"] = new(Text(PostsPerPart)),
            ["--model"] = new(Model.Name, Model.Sha256),
        };
        for (var i = 0; i < Corpus.Count; i++)
        {
            settings[Corpus.Count == 1 ? "--corpus" : $"--corpus, path {Text(i + 1)}"] = new Setting(Corpus[i].Describe(), Corpus[i].Sha256);
        }

        if (Since is not null)
        {
            settings["--since"] = new Setting(Since.Describe(), Since.Sha256);
        }

        if (Counted is not null)
        {
            settings["--shards"] = new Setting(Text(Shards.Count));
        }

        foreach (var (name, value) in Columns.Named().Concat(NamedOptions()))
        {
            settings[name] = new Setting(value);
        }

        return settings;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <param name="Sha256">Null where the value says all.</param>
    private sealed record Setting(string Value, string? Sha256 = null)
    {
        private const int ShownDigits = 12;

        public string Shown => Sha256 is null ? Value : $"{Value} (SHA-256 {(Sha256.Length > ShownDigits ? Sha256[..ShownDigits] + "..." : Sha256)})";
    }
}
