namespace ForumClassifier.Inference.Clusters;

/// <summary>The shards that a merge would not take.</summary>
internal static class UnfinishedShards
{
    /// <summary>Those whose receipt or parts are missing or wrong, in their order; reads all parts.</summary>
    public static IReadOnlyList<int> Find(PlannedRun run, CancellationToken cancellationToken)
    {
        var id = run.Plan.Id();
        List<int> unfinished = [];
        for (var shard = 0; shard < run.Shards; shard++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (run.Folder.FindReceipt(run.Plan, id, shard).Receipt is not { } receipt || run.Folder.CheckParts(receipt).Any())
            {
                unfinished.Add(shard);
            }
        }

        return unfinished;
    }
}
