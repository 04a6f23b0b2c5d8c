using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>How many bytes the members of one compressed file may come to, whatever sizes it states: 256 MiB and 250 times its own size, far beyond what texts come to.</summary>
internal sealed class InflationBudget(long compressedLength)
{
    private const long Always = 256L << 20;
    private const long Times = 250;

    private long _left = Always + (Times * compressedLength);

    /// <summary>A stream that gives the same bytes.</summary>
    /// <param name="inflated">Closed with that stream, whose reading throws <see cref="InflatedTooFarException"/> where the budget is spent.</param>
    public Stream Watch(Stream inflated) => new WatchedStream(inflated, read =>
    {
        _left -= read.Length;
        if (_left < 0)
        {
            throw new InflatedTooFarException();
        }
    });
}
