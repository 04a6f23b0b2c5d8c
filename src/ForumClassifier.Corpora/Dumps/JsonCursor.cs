using System.Text.Json;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>Goes through the objects of a JSON text, those inside arrays at the top included.</summary>
internal sealed class JsonCursor(string place, Stream text, string expected)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _atEnd;
    private bool _inArray;
    private bool _needsComma;
    private bool _isBegun;

    /// <summary>1-based line where the last object starts.</summary>
    public long Line { get; private set; } = 1;

    private long CurrentLine { get; set; } = 1;

    /// <summary>The next object, to be disposed; null at the end.</summary>
    public async ValueTask<JsonDocument?> MoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await PeekAsync(cancellationToken) is { } next)
            {
                switch (next)
                {
                    case (byte)'{' when !(_inArray && _needsComma):
                        _needsComma = _inArray;
                        return await ParseAsync(cancellationToken);
                    case (byte)'[' when !_inArray:
                        (_inArray, _needsComma) = (true, false);
                        break;
                    case (byte)']' when _inArray:
                        _inArray = false;
                        break;
                    case (byte)',' when _needsComma:
                        _needsComma = false;
                        break;
                    default:
                        throw new InputException(place, CurrentLine, "The file is not valid JSON, or holds something else than objects here.", expected);
                }

                _start++;
            }

            return !_inArray ? null : throw new InputException(place, CurrentLine, "The file ends inside an array.", "Get the file again; it is cut.");
        }
        catch (JsonException e)
        {
            var line = CurrentLine + (e.LineNumber ?? 0);
            throw new InputException(place, line, FormattableString.Invariant($"The file is not valid JSON (byte {e.BytePositionInLine + 1} of the line or of the object)."), expected, e);
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(place, CurrentLine, e);
        }
    }

    /// <summary>The next byte that is no white space; null at the end.</summary>
    private async ValueTask<byte?> PeekAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            for (; _start < _end; _start++)
            {
                switch (_buffer[_start])
                {
                    case (byte)'\n':
                        CurrentLine++;
                        break;
                    case (byte)' ' or (byte)'\t' or (byte)'\r':
                        break;
                    default:
                        return _buffer[_start];
                }
            }

            if (_atEnd)
            {
                return null;
            }

            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask<JsonDocument> ParseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryParse() is { } document)
            {
                return document;
            }

            await FillAsync(cancellationToken);
        }
    }

    private JsonDocument? TryParse()
    {
        var json = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _atEnd, default);
        if (!JsonDocument.TryParseValue(ref json, out var document))
        {
            return null;
        }

        Line = CurrentLine;
        var consumed = _buffer.AsSpan(_start, (int)json.BytesConsumed);
        CurrentLine += consumed.Count((byte)'\n');
        _start += consumed.Length;
        return document;
    }

    /// <summary>Fills the buffer; doubles it first where one object takes all of it, so that no byte is parsed more than twice on average.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end > TextFile.LongestRecord)
        {
            throw new LineTooLongException();
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        while (_end < _buffer.Length && !_atEnd)
        {
            var read = await text.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            _atEnd = read == 0;
        }

        if (!_isBegun)
        {
            _isBegun = true;
            _start = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
        }
    }
}
