using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Reads a body in BBCode: the tags below are taken for what they mean, every other bracket is text.</summary>
/// <remarks>
/// <code>
/// quote                                                    quote
/// code, pre                                                code, in which no other tag counts
/// img                                                      image
/// url, email                                               the words, an address among them a link
/// mention, user                                            mention
/// list, *, li, br, hr, table, tr, center, left, right      a line break
/// b, i, u, s, color, size, font, spoiler, ...              nothing: their words stay
/// </code>
/// Of tags within one another the outer one counts; one that is never closed reaches to the end, but for code, which is then text.
/// </remarks>
internal static class BbCodeBody
{
    private const int LongestTag = 200;

    private static readonly Dictionary<string, SegmentKind> Regions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["quote"] = SegmentKind.Quote,
        ["code"] = SegmentKind.Code,
        ["pre"] = SegmentKind.Code,
        ["img"] = SegmentKind.Image,
        ["mention"] = SegmentKind.Mention,
        ["user"] = SegmentKind.Mention,
    };

    private static readonly HashSet<string> Breaks = new(["list", "*", "li", "ul", "ol", "br", "hr", "table", "tr", "center", "left", "right"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Silent = new(["b", "i", "u", "s", "color", "size", "font", "sub", "sup", "spoiler", "url", "email", "td", "th"], StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<Segment> Read(string body)
    {
        var segments = new SegmentList();
        var (region, depth, at) = ("", 0, 0);
        while (at < body.Length)
        {
            var bracket = body.IndexOf('[', at);
            segments.Add(body.AsSpan(at..(bracket < 0 ? body.Length : bracket)));
            if (bracket < 0)
            {
                break;
            }

            var (name, closes, end) = Tag(body, bracket);
            var isRegion = Regions.TryGetValue(name, out var kind);
            var known = isRegion || Breaks.Contains(name) || Silent.Contains(name);
            if (known && kind == SegmentKind.Code && !closes && depth == 0)
            {
                // literal up to its end
                var close = body.IndexOf($"[/{name}]", end, StringComparison.OrdinalIgnoreCase);
                if (close >= 0)
                {
                    segments.Kind = SegmentKind.Code;
                    segments.Add(body.AsSpan(end..close));
                    segments.Kind = SegmentKind.Prose;
                    at = close + name.Length + 3;
                    continue;
                }

                segments.Add(body.AsSpan(bracket..)); // nothing after it can be told apart
                break;
            }

            if (!known)
            {
                segments.Add('[');
                at = bracket + 1;
                continue;
            }

            if (Breaks.Contains(name) && segments.Last != '\n')
            {
                segments.Add('\n');
            }
            else if (isRegion && depth == 0 && !closes)
            {
                (region, depth) = (name, 1);
                segments.Kind = kind;
            }
            else if (isRegion && depth > 0 && name.Equals(region, StringComparison.OrdinalIgnoreCase))
            {
                depth += closes ? -1 : 1;
                segments.Kind = depth == 0 ? SegmentKind.Prose : segments.Kind;
            }

            at = end;
        }

        return segments.ToSegments();
    }

    /// <summary>The name of the tag that opens at a bracket, empty where there is none, and where the text after it begins.</summary>
    private static (string Name, bool Closes, int End) Tag(string body, int bracket)
    {
        var inside = body.AsSpan(bracket + 1, Math.Min(LongestTag, body.Length - bracket - 1));
        var end = inside.IndexOf(']');
        if (end <= 0 || inside[..end].Contains('['))
        {
            return ("", false, bracket + 1);
        }

        var closes = inside[0] == '/';
        var tag = inside[(closes ? 1 : 0)..end];
        var length = tag.IndexOfAny('=', ' ');
        return ((length < 0 ? tag : tag[..length]).ToString(), closes, bracket + end + 2);
    }
}
