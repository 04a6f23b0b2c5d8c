using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Dumps;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Selection;
using ForumClassifier.Inference.Runs;

namespace ForumClassifier.Inference;

/// <summary>Shares a labelling out: writes the folder of a run, whose shards are labelled one by one, on as many machines as there are.</summary>
public static class RunPlanner
{
    /// <summary>Reads the corpus twice, for its hashes and for its posts. The same request may be given again: it mends the plan and keeps what is finished.</summary>
    /// <exception cref="ArgumentException">Duplicates are to be labelled once, for which a shard would need others.</exception>
    /// <exception cref="InputException">The corpus is missing, damaged or wrongly written.</exception>
    /// <exception cref="OutputException">The folder cannot be written, or lies in the corpus.</exception>
    /// <exception cref="RunException">The folder holds another run, what is left of one, or something that is no run.</exception>
    public static async Task<PlanSummary> PlanAsync(PlanRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Shards, 1);
        if (request.Labelling.LabelOnce)
        {
            throw new ArgumentException("A shard would need the predictions of others.", nameof(request));
        }

        var (labelling, folder) = (request.Labelling, new PlannedFolder(request.Folder));
        RequireUsable(request, folder);
        var oddities = new CorpusOddities { StopsAtDamage = labelling.Strict };
        var posts = await SelectedPosts.ReadAsync(labelling.CorpusPaths, labelling.Columns, labelling.Selection, oddities, cancellationToken).LongCountAsync(cancellationToken);
        var plan = await RunPlan.MakeAsync(labelling, cancellationToken) with
        {
            Shards = PlannedShard.Cut(posts, request.Shards),
            Counted = new CountedCorpus(posts, oddities.UnreadableDates, oddities.DamagedFileCount),
            AllowUpgrade = request.AllowUpgrade,
            Places = new PlannedPlaces([.. labelling.CorpusPaths.Select(Path.GetFullPath)], Path.GetFullPath(request.ModelPath)),
        };
        var earlier = labelling.Overwrite ? null : FindEarlier(folder);
        if (earlier is not null)
        {
            plan = GoOn(earlier, plan, folder);
        }
        else if (labelling.Overwrite)
        {
            folder.Clear();
        }
        else if (folder.HoldsOnlyOthers(plan.Id()))
        {
            throw new RunException(
                folder.Path,
                "Here lies what was labelled by another plan, and that plan is lost.",
                "Give the plan command as it was given at first; what the machine chose then, name now (--threads, --precision, --device), and use that version of the program. Or add --overwrite to delete it.");
        }

        WholeFile.WriteText(folder.PlanPath, RunJson.Write(plan));
        List<string> warnings = [.. Warnings.Of(PartCounts.None(0) with { Posts = posts }, oddities)];
        return new PlanSummary(plan.Id(), posts, plan.Shards.Count, plan.Shards.Count(shard => shard.First == shard.End), earlier is not null, warnings);
    }

    private static void RequireUsable(PlanRequest request, PlannedFolder folder)
    {
        if (File.Exists(folder.Path))
        {
            throw new OutputException(folder.Path, "This is a file.", "Name a folder.");
        }

        if (!folder.IsOfARun)
        {
            throw new RunException(folder.Path, "The folder holds other things than a run.", "Choose another --run.");
        }

        if (request.Labelling.CorpusPaths.Any(path => DumpFiles.Holds(path, folder.PlanPath)))
        {
            throw new OutputException(folder.Path, "This lies in the folder of the corpus.", "Choose another --run.");
        }
    }

    // a damaged plan is written anew: parts and receipts know which plan they belong to
    private static RunPlan? FindEarlier(PlannedFolder folder)
    {
        try
        {
            return File.Exists(folder.PlanPath) ? folder.ReadPlan() : null;
        }
        catch (RunDamagedException)
        {
            return null;
        }
    }

    private static RunPlan GoOn(RunPlan earlier, RunPlan plan, PlannedFolder folder)
    {
        var mayUpgrade = earlier.AllowUpgrade || plan.AllowUpgrade;
        var next = plan with { AllowUpgrade = mayUpgrade, ProgramVersion = mayUpgrade ? earlier.ProgramVersion : plan.ProgramVersion };
        var differences = earlier.DifferencesTo(next).ToList();
        return differences.Count == 0 ? next : throw new RunException(
            folder.Path,
            "Another run lies here.",
            $"Choose another --run, or add --overwrite to delete it; they differ in:{string.Concat(differences.Select(difference => $"\n  {difference}"))}");
    }
}
