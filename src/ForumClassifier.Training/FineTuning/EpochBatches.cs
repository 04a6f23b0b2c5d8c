namespace ForumClassifier.Training.FineTuning;

/// <summary>The batches of an epoch: shuffled, yet of texts of similar length.</summary>
internal static class EpochBatches
{
    private const int BatchesInBucket = 8;

    /// <summary>
    /// Shuffles the texts, sorts each run of a few batches by length, cuts it into batches and shuffles those. Another epoch gives
    /// another order; the same seed and epoch give the same.
    /// </summary>
    /// <param name="lengths">Tokens of each text.</param>
    /// <returns>Indices into <paramref name="lengths"/>; every index once; all batches but one are full.</returns>
    public static IReadOnlyList<int[]> Cut(IReadOnlyList<int> lengths, int batchSize, int seed, int epoch)
    {
        var random = new Random(unchecked((seed * 1_000_003) + epoch));
        int[] order = [.. Enumerable.Range(0, lengths.Count)];
        random.Shuffle(order);
        int[][] batches = [.. order
            .Chunk(batchSize * BatchesInBucket)
            .SelectMany(bucket => bucket.OrderBy(index => lengths[index]).Chunk(batchSize))];
        random.Shuffle(batches);
        return batches;
    }
}
