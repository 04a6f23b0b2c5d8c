using System.IO.Compression;

namespace ForumClassifier.Corpora.Tables;

/// <summary>Decompresses gzip and fails where the file was cut, which <see cref="GZipStream"/> takes for its end.</summary>
/// <remarks>A member with a known content is put behind the file: only where everything before it is whole does that content come out last.</remarks>
internal sealed class WholeGzipStream : Stream
{
    private static readonly byte[] Mark = "this file is whole"u8.ToArray();

    private readonly ContinuedStream _compressed;
    private readonly GZipStream _gzip;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _ended;

    /// <param name="file">Closed with this stream.</param>
    public WholeGzipStream(Stream file)
    {
        _compressed = new ContinuedStream(file, Compress(Mark));
        _gzip = new GZipStream(_compressed, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">The data are damaged or cut.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (NeedsMore)
        {
            MakeRoom();
            Add(_gzip.Read(_buffer, _end, _buffer.Length - _end));
        }

        return Take(buffer);
    }

    /// <exception cref="InvalidDataException">The data are damaged or cut.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (NeedsMore)
        {
            MakeRoom();
            Add(await _gzip.ReadAsync(_buffer.AsMemory(_end), cancellationToken));
        }

        return Take(buffer.Span);
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
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] content)
    {
        var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return member.ToArray();
    }

    /// <summary>What comes out once the mark goes in is held back until all of it is there: after a cut it would be nonsense.</summary>
    private bool NeedsMore => !_ended && (_end - _start <= Mark.Length || _compressed.HasContinued);

    private void MakeRoom()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }

    private void Add(int read)
    {
        _end += read;
        if (read > 0)
        {
            return;
        }

        if (!_buffer.AsSpan(_start, _end - _start).EndsWith(Mark))
        {
            throw new InvalidDataException("The compressed data end too early.");
        }

        _end -= Mark.Length;
        _ended = true;
    }

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _end - _start - (_ended ? 0 : Mark.Length));
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }
}
