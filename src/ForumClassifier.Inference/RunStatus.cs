using ForumClassifier.Inference.Runs;

namespace ForumClassifier.Inference;

/// <summary>How far a run is, by its receipts and the names of its parts, of a plain labelling by these alone (its last part may hold fewer posts than are counted); their contents are looked at by <see cref="RunMerge"/>.</summary>
/// <param name="PlanId">In lower-case hexadecimal.</param>
/// <param name="Posts">Of the corpus; null where it was not counted.</param>
/// <param name="Left">Null where the corpus was not counted.</param>
/// <param name="PostsPerSecond">Of all workers together, over the last ten minutes; null where no part was written in them.</param>
/// <param name="SecondsLeft">At that pace; null where it is not known.</param>
/// <param name="IsMerged">True where the predictions were put together.</param>
/// <param name="Unfinished">The shards that are not finished, in their order.</param>
public sealed record RunStatus(
    string PlanId, long? Posts, long Done, long? Left, int Shards, int FinishedShards, double? PostsPerSecond, double? SecondsLeft, bool IsMerged, IReadOnlyList<ShardStatus> Unfinished)
{
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <exception cref="RunException">There is no such folder, or it is not that of a run.</exception>
    /// <exception cref="RunIncompleteException">The plan is missing.</exception>
    /// <exception cref="RunDamagedException">The plan is damaged.</exception>
    public static RunStatus Read(string folder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var run = new PlannedFolder(folder);
        if (!File.Exists(run.PlanPath) && File.Exists(run.ManifestPath))
        {
            return Finished(RunJson.Read<RunManifest>(run.ManifestPath));
        }

        var plan = run.ReadAnyPlan();
        var id = plan.Id();
        List<(int Part, long Posts, DateTime Written)> parts = [.. PartFolder.Names(run.PartsPath)
            .GroupBy(name => name.Part)
            .Select(group => (group.Key, PostsOf(plan, group.Key), group.Min(name => File.GetLastWriteTimeUtc(name.File))))
            .OrderBy(part => part.Key)];
        List<ShardStatus> shards = [.. plan.Shards.Select((range, shard) => ShardStatusOf(run, plan, id, shard, range, parts))];
        var done = shards.Sum(shard => shard.Done);
        var left = plan.Counted?.Posts - done;
        var pace = Pace(parts, time.GetUtcNow().UtcDateTime);
        List<ShardStatus> unfinished = [.. shards.Where(shard => !shard.IsFinished)];
        return new RunStatus(
            id, plan.Counted?.Posts, done, left, shards.Count, shards.Count - unfinished.Count, unfinished.Count == 0 ? null : pace,
            unfinished.Count == 0 ? 0 : left / pace, File.Exists(run.ManifestPath), unfinished);
    }

    // a plain labelling leaves no plan behind
    private static RunStatus Finished(RunManifest manifest) =>
        new(manifest.Plan.Id(), manifest.Counts.Posts, manifest.Counts.Posts, 0, 1, 1, null, 0, IsMerged: true, []);

    private static ShardStatus ShardStatusOf(PlannedFolder run, RunPlan plan, string id, int shard, PlannedShard range, List<(int Part, long Posts, DateTime Written)> parts)
    {
        var (receipt, problem) = plan.Counted is null ? (null, null) : run.FindReceipt(plan, id, shard); // a plain labelling writes none
        var posts = range.End - range.First;
        var done = receipt?.Counts.Posts ?? parts.Where(part => part.Part >= range.FirstPart && !((long)part.Part * CorpusWindows.Size >= range.End)).Sum(part => part.Posts);
        return new ShardStatus(shard, posts, done, receipt is not null, problem is { IsMissing: false } wrong ? wrong.What : null, receipt is null ? run.FindFailure(shard) : null);
    }

    private static long PostsOf(RunPlan plan, int part) => Math.Clamp((plan.Counted?.Posts ?? long.MaxValue) - ((long)part * CorpusWindows.Size), 0, CorpusWindows.Size);

    // the first part of those looked at was begun before, so its posts do not count
    private static double? Pace(List<(int Part, long Posts, DateTime Written)> parts, DateTime now)
    {
        var recent = parts.Where(part => now - part.Written <= Recent).OrderBy(part => part.Written).ToList();
        return recent.Count > 1 && now > recent[0].Written ? recent.Skip(1).Sum(part => part.Posts) / (now - recent[0].Written).TotalSeconds : null;
    }
}
