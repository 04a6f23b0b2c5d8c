using System.Numerics;

namespace ForumClassifier.Corpora.Duplicates;

/// <summary>Signatures of sets whose share of equal values estimates how much two sets have in common (Broder 1997).</summary>
/// <remarks>Value j of a signature is the smallest of ((a_j h + b_j mod 2^64) mod (2^61 - 1)) mod 2^32 over the hashes h of the set: the scheme that datasketch calls <c>legacy</c>, with its seed 1.</remarks>
internal static class MinHash
{
    /// <summary>Values in a signature.</summary>
    public const int Length = 128;

    private const ulong Prime = (1UL << 61) - 1;
    private const uint Seed = 1;

    static MinHash()
    {
        var random = new MersenneTwister(Seed);
        for (var j = 0; j < Length; j++)
        {
            Factors[j] = 1 + random.NextUpTo(Prime - 2);
            Summands[j] = random.NextUpTo(Prime - 1);
        }
    }

    /// <summary>The a_j.</summary>
    public static ulong[] Factors { get; } = new ulong[Length];

    /// <summary>The b_j.</summary>
    public static ulong[] Summands { get; } = new ulong[Length];

    /// <param name="hashes">Of at least one shingle.</param>
    /// <returns>[<see cref="Length"/>]</returns>
    public static uint[] Signature(ReadOnlySpan<uint> hashes)
    {
        Span<ulong> least = stackalloc ulong[Length];
        least.Fill(uint.MaxValue);
        var (prime, low) = (new Vector<ulong>(Prime), new Vector<ulong>(uint.MaxValue));
        foreach (var hash in hashes)
        {
            var h = new Vector<ulong>(hash);
            for (var j = 0; j < Length; j += Vector<ulong>.Count)
            {
                var product = (new Vector<ulong>(Factors, j) * h) + new Vector<ulong>(Summands, j);
                var residue = (product & prime) + (product >> 61); // below 2^61 + 7: one subtraction is the modulus
                residue -= Vector.GreaterThanOrEqual(residue, prime) & prime;
                Vector.Min(residue & low, new Vector<ulong>(least[j..])).CopyTo(least[j..]);
            }
        }

        var signature = new uint[Length];
        for (var j = 0; j < Length; j++)
        {
            signature[j] = (uint)least[j];
        }

        return signature;
    }

    /// <summary>Share of equal values: an estimate of <see cref="Shingles.Jaccard"/> with a standard error of at most 0.045.</summary>
    public static double Estimate(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        var equal = 0;
        for (var j = 0; j < Length; j++)
        {
            equal += a[j] == b[j] ? 1 : 0;
        }

        return (double)equal / Length;
    }
}
