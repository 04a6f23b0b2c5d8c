namespace ForumClassifier.Modeling.Models;

/// <summary>Cuts texts into batches of similar length under a budget of tokens, so that little is padded.</summary>
internal static class TextBatches
{
    /// <summary>Longest first; ties in the order of the texts, so that the same texts make the same batches.</summary>
    /// <param name="lengths">Tokens of each text, at least 1.</param>
    /// <param name="tokenBudget">Most tokens of a batch, padding included; a longer single text is a batch of its own.</param>
    /// <param name="isPadded">False where texts lie one after the other and nothing is padded.</param>
    /// <returns>Indices into <paramref name="lengths"/>; every index once.</returns>
    public static IEnumerable<IReadOnlyList<int>> Cut(IReadOnlyList<int> lengths, int tokenBudget, bool isPadded = true)
    {
        List<int> batch = [];
        var tokens = 0;
        foreach (var index in Enumerable.Range(0, lengths.Count).OrderByDescending(index => lengths[index])) // a stable sort
        {
            if (batch.Count > 0 && (isPadded ? (batch.Count + 1) * lengths[batch[0]] : tokens + lengths[index]) > tokenBudget)
            {
                yield return batch;
                (batch, tokens) = ([], 0);
            }

            batch.Add(index);
            tokens += lengths[index];
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
