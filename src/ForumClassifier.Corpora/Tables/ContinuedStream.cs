namespace ForumClassifier.Corpora.Tables;

/// <summary>A stream and, after its end, some more bytes.</summary>
internal sealed class ContinuedStream(Stream first, byte[] then) : Stream
{
    private int _taken;

    /// <summary>True once the first stream has ended.</summary>
    public bool HasContinued { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = first.Read(buffer);
        return read > 0 ? read : Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await first.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : Take(buffer.Span);
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
            first.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(Span<byte> buffer)
    {
        HasContinued = true;
        var count = Math.Min(buffer.Length, then.Length - _taken);
        then.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }
}
