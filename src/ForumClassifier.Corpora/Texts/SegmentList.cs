using System.Text;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Collects text under the kind of the moment; neighbours of one kind become one segment.</summary>
internal sealed class SegmentList
{
    private readonly List<Segment> _segments = [];
    private readonly StringBuilder _text = new();
    private SegmentKind _kind;

    /// <summary>The last character of all; a line end at the beginning.</summary>
    public char Last { get; private set; } = '\n';

    /// <summary>True where no text was added since the kind became what it is.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>What the text to come is.</summary>
    public SegmentKind Kind
    {
        get => _kind;
        set
        {
            if (value != _kind)
            {
                Flush();
                _kind = value;
            }
        }
    }

    public void Add(char c)
    {
        _text.Append(c);
        Last = c;
    }

    public void Add(ReadOnlySpan<char> text)
    {
        if (text.Length > 0)
        {
            _text.Append(text);
            Last = text[^1];
        }
    }

    /// <summary>Adds a segment of its own.</summary>
    public void Add(Segment segment)
    {
        Flush();
        _segments.Add(segment);
        Last = segment.Text.Length > 0 ? segment.Text[^1] : Last;
    }

    public IReadOnlyList<Segment> ToSegments()
    {
        Flush();
        return _segments;
    }

    private void Flush()
    {
        if (_text.Length > 0)
        {
            _segments.Add(new Segment(_kind, _text.ToString()));
            _text.Clear();
        }
    }
}
