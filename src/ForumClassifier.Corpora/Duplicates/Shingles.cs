using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ForumClassifier.Corpora.Duplicates;

/// <summary>Makes the set of all runs of five characters of a text, each as a 32-bit hash.</summary>
/// <remarks>
/// Characters are Unicode code points; a shorter text is one run, the empty text has none (Broder 1997).
/// A hash is the first four bytes, little endian, of SHA-1 of the run in UTF-8. Most runs of a language come again and again, so the hashes of the last ones are kept.
/// </remarks>
internal sealed class Shingles
{
    private const int Width = 5;
    private const int CacheSize = 1 << 18;
    private const int BitsOfRune = 12; // five of them fit one key: enough for the alphabets of Europe and the Near East
    private const ulong NoKey = ulong.MaxValue;

    private readonly ulong[] _keys = new ulong[CacheSize];
    private readonly uint[] _hashes = new uint[CacheSize];

    public Shingles() => Array.Fill(_keys, NoKey);

    /// <param name="normalized">As <see cref="NormalizedText.Of"/> gives it.</param>
    /// <returns>In ascending order, each once.</returns>
    public uint[] Of(string normalized)
    {
        Rune[] runes = [.. normalized.EnumerateRunes()];
        var count = runes.Length == 0 ? 0 : Math.Max(1, runes.Length - Width + 1);
        var hashes = new uint[count];
        for (var i = 0; i < count; i++)
        {
            hashes[i] = Hash(runes.AsSpan(i, Math.Min(Width, runes.Length)));
        }

        Array.Sort(hashes);
        return hashes[..DistinctPrefix(hashes)];
    }

    /// <summary>Share of what two sets have in common, |A and B| / |A or B|; 1 for two empty sets.</summary>
    /// <param name="a">In ascending order, each once.</param>
    /// <param name="b">Likewise.</param>
    public static double Jaccard(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        var (i, j, common) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            var (left, right) = (a[i], b[j]);
            common += left == right ? 1 : 0;
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }

        var union = a.Length + b.Length - common;
        return union == 0 ? 1 : (double)common / union;
    }

    private uint Hash(ReadOnlySpan<Rune> run)
    {
        var key = KeyOf(run);
        if (key == NoKey)
        {
            return Sha1(run);
        }

        var slot = (int)((key * 0x9E3779B97F4A7C15) >> 46); // multiplicative hashing to the 18 bits of the cache
        if (_keys[slot] != key)
        {
            (_keys[slot], _hashes[slot]) = (key, Sha1(run));
        }

        return _hashes[slot];
    }

    /// <summary>The run in one number; <see cref="NoKey"/> where it does not fit.</summary>
    private static ulong KeyOf(ReadOnlySpan<Rune> run)
    {
        ulong key = 1; // tells "a" from "\0a"
        foreach (var rune in run)
        {
            if (rune.Value >= 1 << BitsOfRune)
            {
                return NoKey;
            }

            key = (key << BitsOfRune) | (uint)rune.Value;
        }

        return key;
    }

    [SuppressMessage("Security", "CA5350", Justification = "It spreads values and keeps no secret; the reference uses it.")]
    private static uint Sha1(ReadOnlySpan<Rune> run)
    {
        Span<byte> bytes = stackalloc byte[Width * 4];
        var length = 0;
        foreach (var rune in run)
        {
            length += rune.EncodeToUtf8(bytes[length..]);
        }

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(bytes[..length], hash);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash);
    }

    private static int DistinctPrefix(uint[] sorted)
    {
        var kept = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
            {
                sorted[kept++] = sorted[i];
            }
        }

        return kept;
    }
}
