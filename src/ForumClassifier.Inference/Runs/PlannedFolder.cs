using System.Globalization;
using System.Text.RegularExpressions;
using ForumClassifier.Core;
using ForumClassifier.Core.Files;
using ForumClassifier.Inference.Clusters;

namespace ForumClassifier.Inference.Runs;

/// <summary>The folder of a planned run.</summary>
/// <remarks>
/// <code>
/// plan.json               what is labelled, by what, in which shards
/// parts/000017-c0f3...    predictions of 1,024 posts
/// receipts/00003.json     shard 3 is finished, by these parts
/// failures/00003.json     why the last attempt on it failed
/// manifest.json           what the merged predictions are
/// keys                    of the texts they were made from
/// slurm/, kubernetes/     scripts and logs of its jobs
/// </code>
/// Nothing in it names the folder itself: it may be copied and moved.
/// </remarks>
internal sealed class PlannedFolder(string path)
{
    private const string PlanFile = "plan.json";
    private const string ManifestFile = "manifest.json";
    private const string Parts = "parts";
    private const string Receipts = "receipts";
    private const string Failures = "failures";
    private const string Again = "Give the plan command of this run again, with the same options; what is finished is kept.";

    /// <summary>Those that it may hold.</summary>
    internal static readonly string[] Folders = [Parts, Receipts, Failures, SlurmFiles.Folder, KubernetesFiles.Folder];
    private static readonly string[] Entries = [PlanFile, ManifestFile, RunFolder.KeysName, .. Folders];

    public string Path => path;

    public string PlanPath => In(PlanFile);

    public string PartsPath => In(Parts);

    public string ManifestPath => In(ManifestFile);

    public string KeysPath => In(RunFolder.KeysName);

    /// <summary>True where there is nothing in it but what belongs to a run.</summary>
    public bool IsOfARun => !Directory.Exists(path)
        || Directory.EnumerateFileSystemEntries(path).Select(System.IO.Path.GetFileName).All(name => Entries.Contains(name) || name!.EndsWith(".partial", StringComparison.Ordinal)); // entries have names

    public string ReceiptPath(int shard) => In(Receipts, Number(shard));

    /// <summary>The command that labels a shard, or what is left of it.</summary>
    public string LabelCommand(int shard) => FormattableString.Invariant($"forum-classifier label --run {path} --shard {shard}");

    /// <exception cref="RunException">There is no such folder, or it is that of a plain labelling.</exception>
    /// <exception cref="RunIncompleteException">The plan is missing.</exception>
    /// <exception cref="RunDamagedException">The plan is damaged.</exception>
    public RunPlan ReadPlan()
    {
        var plan = ReadAnyPlan();
        return plan.Counted is not null && plan.Places is not null ? plan
            : throw new RunException(path, "This is the folder of a labelling of one file.", "Give that labelling's command again to go on with it.");
    }

    /// <summary>As <see cref="ReadPlan"/>; takes the folder of a plain labelling too.</summary>
    public RunPlan ReadAnyPlan()
    {
        if (!Directory.Exists(path))
        {
            throw new RunException(path, "There is no such folder.", "Name the folder that 'plan' has written.");
        }

        try
        {
            return RunJson.Parse<RunPlan>(PlanPath);
        }
        catch (InvalidDataException e)
        {
            throw new RunDamagedException(PlanPath, $"The plan is damaged ({e.Message}).", Again, e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RunIncompleteException(PlanPath, "The plan is missing.", Again);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException(PlanPath, $"The file cannot be read ({e.Message.TrimEnd('.')}).", "Check your right to read it.", e);
        }
    }

    /// <summary>The receipt of a shard, or what is wrong with it; its parts are not looked at.</summary>
    public (ShardReceipt? Receipt, RunProblem? Problem) FindReceipt(RunPlan plan, string planId, int shard)
    {
        var name = $"{Receipts}/{Number(shard)}";
        RunProblem Wrong(string what) => new(shard, $"{name} {what}", IsMissing: false);
        try
        {
            var receipt = RunJson.Parse<ShardReceipt>(ReceiptPath(shard));
            return receipt.Plan != planId ? (null, Wrong("is of another plan"))
                : receipt.Shard != shard ? (null, Wrong(FormattableString.Invariant($"is that of shard {receipt.Shard}")))
                : !receipt.Tiles(plan.Shards[shard]) ? (null, Wrong("does not name the parts of its shard"))
                : (receipt, null);
        }
        catch (InvalidDataException)
        {
            return (null, Wrong("is damaged"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, new RunProblem(shard, $"{name} is missing", IsMissing: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, Wrong($"cannot be read ({e.Message.TrimEnd('.')})"));
        }
    }

    /// <summary>What is wrong with the parts that a receipt names; reads all of them.</summary>
    public IEnumerable<RunProblem> CheckParts(ShardReceipt receipt)
    {
        var folder = new PartFolder(PartsPath, receipt.Plan, receipt.Codes.Count);
        foreach (var reference in receipt.Parts)
        {
            var name = $"{Parts}/{System.IO.Path.GetFileName(folder.PathOf(reference))}";
            if (!folder.Holds(reference))
            {
                yield return new RunProblem(receipt.Shard, $"{name} is missing", IsMissing: true);
            }
            else if (folder.Read(reference)?.Counts.Posts != reference.Posts)
            {
                yield return new RunProblem(receipt.Shard, $"{name} is damaged", IsMissing: false);
            }
        }
    }

    /// <summary>True where there are receipts or parts, but none of this plan.</summary>
    public bool HoldsOnlyOthers(string planId)
    {
        var receipts = Directory.Exists(In(Receipts)) ? Directory.EnumerateFiles(In(Receipts), "*.json").Select(PlanOfReceipt) : [];
        var parts = PartFolder.Names(PartsPath).Select(name => PartFolder.PlanOf(name.File));
        var holdsOthers = false;
        foreach (var found in receipts.Concat(parts).OfType<string>())
        {
            if (found == planId)
            {
                return false;
            }

            holdsOthers = true;
        }

        return holdsOthers;
    }

    /// <param name="attempt">Tells its unfinished file from those of other attempts.</param>
    /// <exception cref="OutputException">It could not be written.</exception>
    public void WriteReceipt(ShardReceipt receipt, string attempt)
    {
        Write(ReceiptPath(receipt.Shard), RunJson.Write(receipt), attempt);
        try
        {
            File.Delete(FailurePath(receipt.Shard));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // an old failure of a finished shard is not shown
        }
    }

    /// <summary>Keeps why an attempt failed, if that can be written.</summary>
    public void WriteFailure(int shard, Exception failure, string attempt)
    {
        var reason = failure is ForumClassifierException ? Regex.Replace(failure.Message, $@"(?<!\S){Regex.Escape(path)}(?=[/:])", ".") : $"A defect of the program ({failure.GetType().Name}).";
        try
        {
            Write(FailurePath(shard), RunJson.Write(new FailedAttempt(shard, reason)), attempt);
        }
        catch (OutputException)
        {
            // the failure itself is reported by the caller
        }
    }

    /// <summary>Why the last attempt on a shard failed; null where that is not known.</summary>
    public string? FindFailure(int shard)
    {
        try
        {
            return RunJson.Parse<FailedAttempt>(FailurePath(shard)).Reason;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Deletes plan, parts, receipts, manifest and jobs.</summary>
    /// <exception cref="OutputException">The place cannot be written.</exception>
    public void Clear()
    {
        try
        {
            File.Delete(PlanPath); // first: what is left is of no plan
            File.Delete(KeysPath);
            File.Delete(ManifestPath);
            foreach (var folder in Folders.Select(name => In(name)).Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // then there is nothing to delete
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            throw WholeFile.Explain(path, e);
        }
    }

    private static string Number(int shard) => shard.ToString("D5", CultureInfo.InvariantCulture) + ".json";

    private static void Write(string target, string text, string attempt) => WholeFile.Write(target + attempt, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    }, target);

    private static string? PlanOfReceipt(string path)
    {
        try
        {
            return RunJson.Parse<ShardReceipt>(path).Plan;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string FailurePath(int shard) => In(Failures, Number(shard));

    private string In(params string[] names) => System.IO.Path.Combine([path, .. names]);
}
