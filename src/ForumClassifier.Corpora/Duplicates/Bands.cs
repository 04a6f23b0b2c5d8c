namespace ForumClassifier.Corpora.Duplicates;

/// <summary>Cuts signatures into bands, so that only sets with an equal band need be compared (locality-sensitive hashing).</summary>
/// <remarks>With 32 bands of 4 values two sets that have a share s in common meet with the probability 1 - (1 - s^4)^32: 0.9998 at 0.7, 0.23 at 0.3.</remarks>
internal static class Bands
{
    public const int Count = 32;

    private const int Width = MinHash.Length / Count;

    /// <summary>A band of a signature in one number; equal bands give equal numbers, others nearly never.</summary>
    public static ulong Key(ReadOnlySpan<uint> signature, int band)
    {
        var key = 0xCBF29CE484222325UL;
        foreach (var value in signature.Slice(band * Width, Width))
        {
            key = (key ^ value) * 0x9E3779B97F4A7C15UL; // odd: no information is lost
            key ^= key >> 32;
        }

        return key;
    }
}
