namespace ForumClassifier.Corpora.Inspection;

/// <summary>Counts lengths in half a megabyte, whatever their number.</summary>
internal sealed class LengthCounts
{
    private const int Exact = 1 << 16; // lengths from here on are counted together

    private readonly long[] _counts = new long[Exact + 1];
    private long _count;

    public long Total { get; private set; }

    public int Longest { get; private set; }

    public void Add(int length)
    {
        _counts[Math.Min(length, Exact)]++;
        _count++;
        Total += length;
        Longest = Math.Max(Longest, length);
    }

    /// <summary>The shortest length that at least this share of all do not exceed; the longest where it is over 65,535; 0 where there is none.</summary>
    /// <param name="share">In (0, 1].</param>
    public int Quantile(double share)
    {
        var (rank, met) = ((long)Math.Ceiling(share * _count), 0L);
        for (var length = 0; length < Exact; length++)
        {
            met += _counts[length];
            if (met >= rank)
            {
                return length;
            }
        }

        return Longest;
    }
}
