using System.Text;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora.Dumps;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Inference.Runs;

namespace ForumClassifier.Inference;

/// <summary>Puts the parts of all shards together to one file of predictions, if each is there and right.</summary>
/// <param name="folder">Of the run.</param>
/// <param name="output">The file; its ending must be that of the plan's format.</param>
/// <param name="overwrite">True to replace another file.</param>
public sealed class RunMerge(string folder, string output, bool overwrite, TimeProvider time)
{
    private const int MostShown = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90); // a shared file system may show a file late
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    private readonly PlannedFolder _folder = new(folder);

    /// <summary>May be repeated: the same parts give the same bytes.</summary>
    /// <param name="waiting">Told once where something is missing that may still appear; may be null.</param>
    /// <exception cref="RunException">There is no such folder, or it is not that of a planned run.</exception>
    /// <exception cref="RunIncompleteException">The plan, a receipt or a part is missing, and did not appear in 90 seconds.</exception>
    /// <exception cref="RunDamagedException">The plan, a receipt or a part is not what it was.</exception>
    /// <exception cref="OutputException">The file exists with other content, has another ending, lies in the corpus or in the run, or cannot be written.</exception>
    public async Task<MergeSummary> MergeAsync(Action<string>? waiting = null, CancellationToken cancellationToken = default)
    {
        var start = time.GetTimestamp();
        for (var looks = 1; ; looks++)
        {
            try
            {
                return Merge(cancellationToken);
            }
            catch (RunIncompleteException e) when (time.GetElapsedTime(start) < Patience)
            {
                if (looks == 1)
                {
                    waiting?.Invoke(e.Message);
                }
            }

            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    private MergeSummary Merge(CancellationToken cancellationToken)
    {
        var plan = _folder.ReadPlan();
        RequireOutput(plan);
        var receipts = FindReceipts(plan, cancellationToken);
        var codes = new CodeSet(receipts[0].Codes);
        var counts = receipts.Select(receipt => receipt.Counts).Aggregate(PartCounts.None(codes.Count), (all, next) => all.Plus(next));
        var (file, keys) = Join(Stream.Null, Stream.Null, receipts, cancellationToken);
        var wasMerged = File.Exists(output) && HashOf(output) == file.Sha256;
        if (!wasMerged)
        {
            if (File.Exists(output) && !overwrite)
            {
                throw new OutputException(output, "The file exists already, with other content.", "Choose another --output, or add --overwrite to replace it.");
            }

            WholeFile.Write(output, stream => Join(stream, Stream.Null, receipts, cancellationToken));
        }

        WholeFile.Write(_folder.KeysPath, stream => Join(Stream.Null, stream, receipts, cancellationToken));

        var counted = plan.Counted ?? throw new InvalidOperationException("A planned run is counted.");
        var runCounts = RunCounts.Of(counts, codes, new CorpusOddities()) with { UnreadableDates = counted.UnreadableDates, DamagedFiles = counted.DamagedFiles };
        WholeFile.WriteText(_folder.ManifestPath, RunJson.Write(new RunManifest
        {
            Plan = plan with { Places = null },
            Counts = runCounts,
            Seconds = counts.Seconds,
            Phases = counts.Phases,
            EngineShare = counts.Phases.EngineShare,
            PaddingShare = counts.PaddingShare,
            Output = file,
            Keys = keys,
        }));
        return new MergeSummary(
            counts.Posts, counts.Abstained, counts.Truncated, counts.Tokens, runCounts.Codes, counts.Seconds, counts.Phases, counts.Phases.EngineShare, counts.PaddingShare, file.Sha256, wasMerged, [.. Warnings.Of(counts, new CorpusOddities())]);
    }

    private void RequireOutput(RunPlan plan)
    {
        if (plan.Places?.Corpus.Any(path => DumpFiles.Holds(path, output)) == true)
        {
            throw new OutputException(output, "This is a file of the corpus, or lies in its folder.", "Choose another --output.");
        }

        if (Path.GetFullPath(output).StartsWith(Path.GetFullPath(folder + Path.DirectorySeparatorChar), StringComparison.Ordinal))
        {
            throw new OutputException(output, "This lies in the folder of the run.", "Choose a place beside it.");
        }

        if (Directory.Exists(output))
        {
            throw new OutputException(output, "This is a folder.", "Name a file.");
        }

        if (PredictionWriter.FormatOf(output) != plan.Predictions)
        {
            throw new OutputException(output, $"The run was planned to write {PredictionWriter.EndingOf(plan.Predictions)[1..]}.", "Let the name end so, or plan with another --output-format.");
        }
    }

    /// <summary>One receipt a shard; all parts that they name are whole.</summary>
    private List<ShardReceipt> FindReceipts(RunPlan plan, CancellationToken cancellationToken)
    {
        var id = plan.Id();
        List<(ShardReceipt? Receipt, RunProblem? Problem)> found = [.. Enumerable.Range(0, plan.Shards.Count).Select(shard => _folder.FindReceipt(plan, id, shard))];
        List<ShardReceipt> receipts = [.. found.Select(entry => entry.Receipt).OfType<ShardReceipt>()];
        List<RunProblem> problems = [.. found.Select(entry => entry.Problem).OfType<RunProblem>()];
        foreach (var receipt in receipts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            problems.AddRange(_folder.CheckParts(receipt));
            if (receipt.Header != receipts[0].Header || !receipt.Codes.SequenceEqual(receipts[0].Codes))
            {
                problems.Add(new RunProblem(receipt.Shard, FormattableString.Invariant($"the predictions of shard {receipt.Shard} have other columns than those of shard {receipts[0].Shard}"), IsMissing: false));
            }
        }

        return problems.Count == 0 ? receipts
            : problems.All(problem => problem.IsMissing) ? throw new RunIncompleteException(folder, $"The run is not finished: {Show(problems)}.", Remedy(problems))
            : throw new RunDamagedException(folder, $"The run is not as it was written: {Show([.. problems.OrderBy(problem => problem.IsMissing)])}.", Remedy(problems));
    }

    private static string Show(List<RunProblem> problems) =>
        string.Join("; ", problems.Take(MostShown).Select(problem => problem.What)) + (problems.Count > MostShown ? FormattableString.Invariant($"; and {problems.Count - MostShown} more") : "");

    private string Remedy(List<RunProblem> problems)
    {
        List<int> shards = [.. problems.Select(problem => problem.Shard).Distinct().Order()];
        return "Then merge again, after:" + string.Concat(shards.Take(MostShown).Select(shard => $"\n  {_folder.LabelCommand(shard)}"))
            + (shards.Count > MostShown ? FormattableString.Invariant($"\n  ... and the same for {shards.Count - MostShown} more shards; forum-classifier status --run {folder} lists them.") : "");
    }

    private (WrittenFile Predictions, WrittenFile Keys) Join(Stream stream, Stream keys, List<ShardReceipt> receipts, CancellationToken cancellationToken)
    {
        var parts = new PartFolder(_folder.PartsPath, receipts[0].Plan, receipts[0].Codes.Count);
        return PartJoin.Write(
            stream, output, keys, _folder.KeysPath, Encoding.UTF8.GetBytes(receipts[0].Header), parts, receipts.SelectMany(receipt => receipt.Parts),
            part => new RunDamagedException(parts.PathOf(part), "The part was whole and is no longer.", "Give the command again: it says what mends it."), cancellationToken);
    }

    private static string HashOf(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            throw WholeFile.Explain(path, e);
        }
    }
}
