namespace ForumClassifier.Inference.Runs;

/// <summary><c>receipts/00003.json</c>: a shard is finished by these parts; written after them. Of several attempts each receipt is a right one.</summary>
internal sealed record ShardReceipt
{
    /// <summary>The plan's id.</summary>
    public required string Plan { get; init; }

    /// <summary>From 0.</summary>
    public required int Shard { get; init; }

    /// <summary>Of the program that wrote the receipt.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The model's, in its order.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>The line of column names; empty in JSON Lines.</summary>
    public required string Header { get; init; }

    /// <summary>In the order of the corpus.</summary>
    public required IReadOnlyList<PartReference> Parts { get; init; }

    public required PartCounts Counts { get; init; }

    /// <summary>True where the parts are those of a range of posts, each once.</summary>
    public bool Tiles(PlannedShard shard)
    {
        var next = shard.First;
        for (var i = 0; i < Parts.Count; i++)
        {
            if (Parts[i].Part != shard.FirstPart + i || Parts[i].Posts != Math.Min(CorpusWindows.Size, shard.End - next ?? CorpusWindows.Size))
            {
                return false;
            }

            next += Parts[i].Posts;
        }

        return next == shard.End && Counts.Posts == shard.End - shard.First && Counts.Codes.Count == Codes.Count;
    }
}
