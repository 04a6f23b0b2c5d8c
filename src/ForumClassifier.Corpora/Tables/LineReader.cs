namespace ForumClassifier.Corpora.Tables;

/// <summary>Cuts a stream of UTF-8 into lines; holds one line in memory.</summary>
internal sealed class LineReader(Stream stream) : IDisposable
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>1-based number of <see cref="Line"/>; 0 before the first.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Without its line break and byte order mark; valid until the next <see cref="ReadAsync"/>.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <returns>False at the end.</returns>
    /// <exception cref="LineTooLongException">The line is longer than <see cref="TextFile.LongestRecord"/>.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                Take(searched + found);
                _start++;
                return true;
            }

            searched = _end - _start;
            if (_atEnd)
            {
                Take(searched);
                return searched > 0;
            }

            await FillAsync(cancellationToken);
        }
    }

    public void Dispose() => stream.Dispose();

    private void Take(int length)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length;
        LineNumber++;
        if (LineNumber == 1 && line.Span is [0xEF, 0xBB, 0xBF, ..])
        {
            line = line[3..];
        }

        Line = line.Span is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end > TextFile.LongestRecord)
        {
            throw new LineTooLongException();
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _atEnd = read == 0;
    }
}
