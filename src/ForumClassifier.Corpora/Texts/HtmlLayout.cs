using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Places words as a browser would: white space is one space, except in <c>pre</c>.</summary>
internal sealed class HtmlLayout
{
    private static readonly HashSet<string> Blocks = new(
        [
            "address", "article", "aside", "blockquote", "br", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
            "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
        ],
        StringComparer.Ordinal);

    private readonly SegmentList _segments = new();
    private bool _space;
    private int _preformatted;

    /// <summary>What the text to come is.</summary>
    public SegmentKind Kind
    {
        get => _segments.Kind;
        set
        {
            if (value != _segments.Kind)
            {
                Space();
                _segments.Kind = value;
            }
        }
    }

    public static bool IsBlock(string name) => Blocks.Contains(name);

    public void Open(string name)
    {
        Break(name);
        _preformatted += name is "pre" or "textarea" ? 1 : 0;
    }

    public void Close(string name)
    {
        Break(name);
        _preformatted = Math.Max(0, _preformatted - (name is "pre" or "textarea" ? 1 : 0));
    }

    public void Add(string data)
    {
        if (_preformatted > 0)
        {
            Space();
            _segments.Add(data);
            return;
        }

        foreach (var c in data)
        {
            if (c is ' ' or '\n' or '\t' or '\r' or '\f')
            {
                _space = true;
            }
            else
            {
                Space();
                _segments.Add(c);
            }
        }
    }

    /// <summary>The description of an image, apart from the words beside it; an emoji stands for a word.</summary>
    public void AddImage(string description, bool isEmoji)
    {
        _space = true;
        var preformatted = _preformatted;
        _preformatted = 0;
        if (isEmoji || Kind != SegmentKind.Prose)
        {
            Add(description);
        }
        else
        {
            Space();
            Kind = SegmentKind.Image;
            Add(description);
            if (_segments.IsEmpty)
            {
                _segments.Add(new Segment(SegmentKind.Image, ""));
            }

            Kind = SegmentKind.Prose;
        }

        _preformatted = preformatted;
        _space = true;
    }

    public IReadOnlyList<Segment> ToSegments() => _segments.ToSegments();

    private void Break(string name)
    {
        if (name is "td" or "th")
        {
            _space = true;
        }
        else if (Blocks.Contains(name))
        {
            _space = false;
            if (name == "br" || !AtLineStart)
            {
                _segments.Add('\n');
            }
        }
    }

    private void Space()
    {
        if (_space && !AtLineStart)
        {
            _segments.Add(' ');
        }

        _space = false;
    }

    private bool AtLineStart => _segments.Last == '\n';
}
