using ForumClassifier.Core.Files;

namespace ForumClassifier.Inference.Runs;

/// <summary>The folder <c>FILE.run</c> beside a file of predictions: <c>plan.json</c> and <c>parts/</c> while it is made, <c>manifest.json</c> and <c>keys</c> afterwards.</summary>
internal sealed class RunFolder(string output)
{
    /// <summary>Of the file that holds the keys of the texts.</summary>
    public const string KeysName = "keys";

    private const string PartialEnding = ".partial";

    private readonly string _folder = output + ".run";

    public string PartsPath => Path.Combine(_folder, "parts");

    /// <summary>True where a run was begun and did not come to its end.</summary>
    public bool IsBegun => File.Exists(PlanPath);

    public string KeysPath => Path.Combine(_folder, KeysName);

    private string PlanPath => Path.Combine(_folder, "plan.json");

    private string ManifestPath => Path.Combine(_folder, "manifest.json");

    /// <summary>Refuses what can be refused before the corpus is read.</summary>
    /// <exception cref="OutputException">There is a result already, or a folder where it would be.</exception>
    /// <exception cref="RunException">The folder of the run is not one, or its result is gone.</exception>
    public void RequireUsable(bool overwrite)
    {
        if (Directory.Exists(output))
        {
            throw new OutputException(output, "This is a folder.", "Name a file.");
        }

        if (File.Exists(_folder))
        {
            throw new RunException(_folder, "A file stands where the folder of the run would be.", "Move it away, or choose another --output.");
        }

        var isFinished = File.Exists(ManifestPath) && !IsBegun;
        if (!isFinished && !IsBegun && HoldsOtherThings())
        {
            throw new RunException(_folder, "The folder holds no plan.json: it is not that of a labelling.", "Move it away, or choose another --output.");
        }

        if (!overwrite && File.Exists(output) && (isFinished || new FileInfo(output).Length > 0) && !(IsBegun && File.Exists(ManifestPath)))
        {
            throw AlreadyExists();
        }

        if (!overwrite && isFinished && !File.Exists(output))
        {
            throw new RunException(_folder, $"The labelling came to its end, but {Path.GetFileName(output)} is gone.", "Put it back, or add --overwrite to label anew.");
        }
    }

    /// <summary>The plan of a run that did not come to its end; null where there is none.</summary>
    /// <exception cref="RunException">It is damaged.</exception>
    public RunPlan? FindPlan() => IsBegun ? RunJson.Read<RunPlan>(PlanPath) : null;

    /// <summary>Refuses to go on with a run of another plan.</summary>
    /// <exception cref="RunException">It differs; the message says in what.</exception>
    public void RequirePlan(RunPlan command)
    {
        var differences = RunJson.Read<RunPlan>(PlanPath).DifferencesTo(command).ToList();
        if (differences.Count > 0)
        {
            throw new RunException(
                _folder,
                "An interrupted labelling lies here that this command would not go on with.",
                $"Give the command that it was begun with, or add --overwrite to begin anew; they differ in:{string.Concat(differences.Select(difference => $"\n  {difference}"))}");
        }
    }

    /// <summary>The manifest of a run that was killed after its predictions appeared; null for one that has parts to make.</summary>
    /// <exception cref="OutputException">There is a file of predictions, but not that of the run.</exception>
    /// <exception cref="RunException">The manifest is damaged.</exception>
    public async Task<RunManifest?> FindFinishedAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(ManifestPath) || !File.Exists(output))
        {
            return null;
        }

        var manifest = RunJson.Read<RunManifest>(ManifestPath);
        return (await PlannedInput.ReadAsync(output, cancellationToken)).Sha256 == manifest.Output.Sha256 ? manifest : throw AlreadyExists();
    }

    /// <summary>Deletes an earlier run and its predictions, and writes the plan.</summary>
    /// <exception cref="OutputException">The place cannot be written.</exception>
    public void Begin(RunPlan plan)
    {
        Delete(() => File.Delete(KeysPath));
        Delete(() => File.Delete(ManifestPath));
        Shrink();
        Delete(() => File.Delete(output));
        WholeFile.WriteText(PlanPath, RunJson.Write(plan));
    }

    /// <exception cref="OutputException">The place cannot be written.</exception>
    public void WriteManifest(RunManifest manifest) => WholeFile.WriteText(ManifestPath, RunJson.Write(manifest));

    /// <summary>Leaves nothing but the manifest and the keys.</summary>
    /// <exception cref="OutputException">The place cannot be written.</exception>
    public void Shrink() => Delete(() =>
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        foreach (var folder in PlannedFolder.Folders.Select(name => Path.Combine(_folder, name)).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        File.Delete(PlanPath + PartialEnding);
        File.Delete(ManifestPath + PartialEnding);
        File.Delete(KeysPath + PartialEnding);
        File.Delete(PlanPath);
    });

    /// <summary>Leaves nothing of a run that has nothing to go on with.</summary>
    /// <exception cref="OutputException">The place cannot be written.</exception>
    public void Discard()
    {
        Shrink();
        Delete(() => Directory.Delete(_folder));
    }

    private OutputException AlreadyExists() => new(output, "The file exists already.", "Choose another --output, or add --overwrite to replace it.");

    private bool HoldsOtherThings()
    {
        try
        {
            return Directory.Exists(_folder) && Directory.EnumerateFileSystemEntries(_folder).Any(path => !path.EndsWith(PartialEnding, StringComparison.Ordinal));
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            throw WholeFile.Explain(_folder, e);
        }
    }

    private void Delete(Action delete)
    {
        try
        {
            delete();
        }
        catch (DirectoryNotFoundException)
        {
            // then there is nothing to delete
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            throw WholeFile.Explain(_folder, e);
        }
    }
}
