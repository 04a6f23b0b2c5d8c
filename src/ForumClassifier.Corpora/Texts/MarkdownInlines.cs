using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Finds links, images and HTML in the running text of Markdown; everything else stays prose as it was written.</summary>
/// <remarks>Looks no further ahead than the bounds below, so that the time grows with the length alone.</remarks>
internal static class MarkdownInlines
{
    private const int LongestLabel = 1_000;
    private const int LongestAddress = 2_000;
    private const int LongestTag = 4_000;
    private const int LongestCode = 1_000;
    private const int DeepestBrackets = 32;

    // of HTML alone: <T> or <MyComponent /> in a sentence is a word of it
    private static readonly HashSet<string> Tags = new(
        [
            "a", "abbr", "b", "big", "blockquote", "br", "center", "cite", "code", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5",
            "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "summary", "sup", "table",
            "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "video",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static void Add(ReadOnlySpan<char> text, SegmentList segments)
    {
        while (text.Length > 0)
        {
            var plain = text.IndexOfAny("`![<\\");
            if (plain < 0)
            {
                segments.Add(text);
                return;
            }

            segments.Add(text[..plain]);
            text = text[plain..];
            text = text[Take(text, segments)..];
        }
    }

    /// <summary>True where a block of HTML begins with a comment or a tag that HTML knows.</summary>
    public static bool IsTagOfHtml(ReadOnlySpan<char> block)
    {
        var text = block.TrimStart();
        return text.StartsWith("<!--") || Tags.GetAlternateLookup<ReadOnlySpan<char>>().Contains(NameOf(text));
    }

    /// <summary>Adds what stands at the beginning.</summary>
    /// <returns>Its length, at least 1.</returns>
    private static int Take(ReadOnlySpan<char> text, SegmentList segments)
    {
        var length = text[0] switch
        {
            '`' => Code(text),
            '\\' => Math.Min(2, text.Length),
            '<' => Angle(text, segments),
            '[' => Link(text, segments),
            _ => text.Length > 1 && text[1] == '[' ? Image(text, segments) : 1,
        };
        if (length > 0)
        {
            segments.Add(text[..length]);
            return length;
        }

        return -length;
    }

    /// <returns>The length of a code span, which is prose.</returns>
    private static int Code(ReadOnlySpan<char> text)
    {
        var ticks = text.IndexOfAnyExcept('`');
        ticks = ticks < 0 ? text.Length : ticks;
        var inside = text[ticks..Math.Min(text.Length, ticks + LongestCode)];
        var end = inside.IndexOf(text[..ticks]);
        return end < 0 ? ticks : ticks + end + ticks;
    }

    /// <returns>Here and below: the length of what remains prose, or of what was added, negated.</returns>
    private static int Link(ReadOnlySpan<char> text, SegmentList segments)
    {
        var (label, length) = Target(text);
        if (length == 0)
        {
            return 1;
        }

        var isImage = text[1..].StartsWith("![");
        segments.Add(isImage ? new Segment(SegmentKind.Image, text[..length].ToString()) : new Segment(SegmentKind.Link, text[..length].ToString(), text[1..(label - 1)].ToString()));
        return -length;
    }

    private static int Image(ReadOnlySpan<char> text, SegmentList segments)
    {
        var (_, length) = Target(text[1..]);
        if (length == 0)
        {
            return 1;
        }

        segments.Add(new Segment(SegmentKind.Image, text[..(length + 1)].ToString()));
        return -(length + 1);
    }

    /// <summary>The lengths of <c>[label]</c> and of <c>[label](address)</c>; 0 where that does not stand here.</summary>
    private static (int Label, int Length) Target(ReadOnlySpan<char> text)
    {
        var label = Balanced(text, '[', ']', LongestLabel);
        if (label == 0 || label >= text.Length || text[label] != '(')
        {
            return (0, 0);
        }

        var address = Balanced(text[label..], '(', ')', LongestAddress);
        return address == 0 ? (0, 0) : (label, label + address);
    }

    private static int Balanced(ReadOnlySpan<char> text, char open, char close, int longest)
    {
        var depth = 0;
        for (var i = 0; i < text.Length && i < longest; i++)
        {
            depth += text[i] == open ? 1 : text[i] == close ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }

            if (depth > DeepestBrackets || (text[i] == '\n' && i + 1 < text.Length && text[i + 1] == '\n'))
            {
                return 0;
            }
        }

        return 0;
    }

    private static int Angle(ReadOnlySpan<char> text, SegmentList segments)
    {
        if (text.StartsWith("<!--"))
        {
            var end = text.IndexOf("-->");
            return end < 0 ? text.Length : -(end + 3);
        }

        var length = text[..Math.Min(text.Length, LongestTag)].IndexOf('>') + 1;
        var tag = text[..length];
        if (length < 3 || tag[1..].Contains('<'))
        {
            return 1;
        }

        if (tag.StartsWith("<http://", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("<https://", StringComparison.OrdinalIgnoreCase))
        {
            segments.Add(new Segment(SegmentKind.Link, tag.ToString()));
            return -length;
        }

        var name = NameOf(tag);
        if (!Tags.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
        {
            return 1;
        }

        if (name.Equals("img", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var segment in HtmlBody.Read(tag.ToString()))
            {
                segments.Add(segment);
            }
        }
        else
        {
            segments.Add(HtmlLayout.IsBlock(name.ToString().ToLowerInvariant()) ? "\n" : "");
        }

        return -length;
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> tag)
    {
        var name = tag.StartsWith("</") ? tag[2..] : tag.Length > 0 && tag[0] == '<' ? tag[1..] : default;
        var length = 0;
        while (length < name.Length && char.IsAsciiLetterOrDigit(name[length]))
        {
            length++;
        }

        return length < name.Length && (name[length] is '>' or '/' || char.IsWhiteSpace(name[length])) ? name[..length] : default;
    }
}
