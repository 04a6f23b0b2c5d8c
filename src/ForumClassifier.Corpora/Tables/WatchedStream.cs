namespace ForumClassifier.Corpora.Tables;

/// <summary>A stream that shows every byte it gives, and its end, to a watch that may stop the reading by an exception.</summary>
/// <param name="inner">Closed with this stream.</param>
/// <param name="watch">Told the bytes of each reading; none at the end.</param>
internal sealed class WatchedStream(Stream inner, WatchedStream.Watch watch) : Stream
{
    public delegate void Watch(ReadOnlySpan<byte> read);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer) => buffer.IsEmpty ? 0 : Show(buffer, inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = buffer.IsEmpty ? 0 : await inner.ReadAsync(buffer, cancellationToken);
        return buffer.IsEmpty ? 0 : Show(buffer.Span, read);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Show(ReadOnlySpan<byte> buffer, int read)
    {
        watch(buffer[..read]);
        return read;
    }
}
