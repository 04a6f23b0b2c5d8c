using ForumClassifier.Corpora;
using ForumClassifier.Inference.Runs;

namespace ForumClassifier.Inference;

/// <summary>A finished labelling: its predictions, and beside them what was labelled.</summary>
public sealed class EarlierRun
{
    private const string FolderEnding = ".run";
    private const string Manifest = "manifest.json";

    private EarlierRun(string folder, string predictions, RunManifest record) => (Folder, Predictions, Record) = (folder, predictions, record);

    /// <summary>The folder of the run.</summary>
    public string Folder { get; }

    /// <summary>The file of predictions.</summary>
    public string Predictions { get; }

    public ModelIdentity Model => Record.Plan.Model;

    internal RunManifest Record { get; }

    internal string KeysPath => Path.Combine(Folder, RunFolder.KeysName);

    /// <summary>Finds a run and its predictions; reads the manifest alone.</summary>
    /// <param name="run">The folder <c>FILE.run</c>, that of a merged run, or FILE itself.</param>
    /// <param name="predictions">Where the predictions lie now; null where they lie as they were written: FILE beside <c>FILE.run</c>, those of a merged run beside its folder or in the current one.</param>
    /// <exception cref="RunException">There is no such run, it is not finished, or its predictions are not found.</exception>
    public static EarlierRun Find(string run, string? predictions = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var folder = Path.TrimEndingDirectorySeparator(Directory.Exists(run) ? run : run + FolderEnding);
        if (!Directory.Exists(folder))
        {
            throw new RunException(run, "There is no such run.", "Name the folder FILE.run beside a file of predictions, the folder of a merged run, or the file of predictions.");
        }

        var manifest = Path.Combine(folder, Manifest);
        if (!File.Exists(manifest))
        {
            throw new RunException(folder, $"The run is not finished: it has no {Manifest}.", "Finish it: give its label command again, or merge it.");
        }

        var record = RunJson.Read<RunManifest>(manifest, "Name another run, or label the corpus without an earlier one.");
        string[] places = predictions is not null ? [predictions]
            : File.Exists(run) ? [run]
            : folder.EndsWith(FolderEnding, StringComparison.Ordinal) && Path.GetFileName(folder) == record.Output.Name + FolderEnding ? [folder[..^FolderEnding.Length]]
            : [Path.Combine(Path.GetDirectoryName(Path.GetFullPath(folder)) ?? "", record.Output.Name), record.Output.Name];
        return places.FirstOrDefault(File.Exists) is { } found
            ? new EarlierRun(folder, found, record)
            : throw new RunException(folder, $"Its predictions, {record.Output.Name}, were not found at {string.Join(" nor ", places)}.", "Put them back, or say with --since-predictions where they lie.");
    }

    /// <summary>Reads predictions and keys, for their checksums.</summary>
    /// <exception cref="RunException">One of them is missing or not what the run wrote.</exception>
    internal async Task RequireWholeAsync(CancellationToken cancellationToken)
    {
        foreach (var (path, written) in new[] { (Predictions, Record.Output), (KeysPath, Record.Keys) })
        {
            try
            {
                if ((await FileHash.OfFileAsync(path, cancellationToken)).Sha256 != written.Sha256)
                {
                    throw new RunException(path, "The file is not what its run has written: its checksum is another.", "Put it back as it was, or label the corpus without an earlier run.");
                }
            }
            catch (InputException e)
            {
                throw new RunException(path, "The file of an earlier run is missing or cannot be read.", "Put it back, or label the corpus without an earlier run.", e);
            }
        }
    }

    /// <summary>Refuses predictions that would not be those of this plan.</summary>
    /// <exception cref="RunException">Model or options differ; the message says in what.</exception>
    internal void RequireSameModel(RunPlan plan)
    {
        var differences = Record.Plan.DifferencesInPredictions(plan).ToList();
        if (differences.Count > 0)
        {
            throw new RunException(
                Folder,
                "Predictions of this run cannot be kept: they would be others today.",
                $"Label the whole corpus without --since, or as the earlier run did; they differ in:{string.Concat(differences.Select(difference => $"\n  {difference}"))}");
        }
    }
}
