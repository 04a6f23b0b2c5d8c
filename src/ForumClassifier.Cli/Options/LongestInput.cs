namespace ForumClassifier.Cli.Options;

/// <summary>Holds <c>--max-tokens</c> against what an encoder reads.</summary>
internal static class LongestInput
{
    /// <param name="maxTokens">As asked for, or null.</param>
    /// <param name="encoder">Its name, or whose it is.</param>
    /// <param name="most">Tokens the encoder reads, begin and end included.</param>
    /// <exception cref="UsageException">It is fewer than 2 or more than the encoder reads.</exception>
    public static void Require(int? maxTokens, string encoder, int most)
    {
        if (maxTokens < 2 || maxTokens > most)
        {
            throw new UsageException(FormattableString.Invariant($"--max-tokens {maxTokens}: The encoder {encoder} reads at most {most} tokens. Choose 2 to {most}."));
        }
    }
}
