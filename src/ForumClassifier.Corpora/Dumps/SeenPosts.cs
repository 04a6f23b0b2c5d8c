namespace ForumClassifier.Corpora.Dumps;

/// <summary>Which posts were read, by their numbers, so that one met again is known.</summary>
/// <remarks>
/// Beside the number a fingerprint of 32 bits of the time of writing is kept: posts of two forums that have the same number are two posts.
/// Memory: about 8 bytes a post where numbers are dense, as in a whole forum, and at most about 130 where no two are near each other.
/// </remarks>
internal sealed class SeenPosts
{
    private const int ChunkBits = 4;

    private readonly Dictionary<long, uint[]> _chunks = []; // by number / 16; a fingerprint each, 0 where none was seen
    private readonly HashSet<(long Number, uint Fingerprint)> _others = []; // of numbers that were seen with another time before

    /// <summary>Remembers a post.</summary>
    /// <returns>False where it was seen before.</returns>
    public bool Add(long number, DateTimeOffset? createdAt)
    {
        if (!_chunks.TryGetValue(number >> ChunkBits, out var chunk))
        {
            _chunks.Add(number >> ChunkBits, chunk = new uint[1 << ChunkBits]);
        }

        var fingerprint = Fingerprint(createdAt);
        ref var known = ref chunk[number & ((1 << ChunkBits) - 1)];
        if (known == 0)
        {
            known = fingerprint;
            return true;
        }

        return known != fingerprint && _others.Add((number, fingerprint));
    }

    /// <summary>True where a post of that number was seen, whatever its time.</summary>
    public bool Has(long number) =>
        _chunks.TryGetValue(number >> ChunkBits, out var chunk) && chunk[number & ((1 << ChunkBits) - 1)] != 0;

    private static uint Fingerprint(DateTimeOffset? createdAt)
    {
        var mixed = (ulong)(createdAt?.UtcTicks ?? 1) * 0x9E3779B97F4A7C15; // Fibonacci hashing: the upper half depends on all bits
        return Math.Max(1, (uint)(mixed >> 32));
    }
}
