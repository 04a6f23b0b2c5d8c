using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Reads what a body in any format has of plain text: the segments that nothing but the wording tells apart.</summary>
/// <remarks>
/// <code>
/// between lines of ```                    code, or a log
/// lines that begin with &gt;                 quote, with the line "... wrote:" before
/// stack traces, lines of logs             log (<see cref="LogLines"/>)
/// the first words, Hi all,                greeting (<see cref="Courtesies"/>)
/// the last lines, Thanks, Name; "-- "     signature (<see cref="Courtesies"/>)
/// http://..., www....                     link
/// @name                                   mention
/// </code>
/// The texts of the segments, one after the other, are the text.
/// </remarks>
internal static class PlainBody
{
    public static IReadOnlyList<Segment> Read(string text) => Refine([new Segment(SegmentKind.Prose, text)]);

    /// <summary>Divides the prose, and tells logs among the code.</summary>
    public static IReadOnlyList<Segment> Refine(IReadOnlyList<Segment> segments)
    {
        List<Segment> lines = [.. segments.SelectMany(segment => segment.Kind switch
        {
            SegmentKind.Prose => Lines(segment.Text),
            SegmentKind.Code when LogLines.AreMost(segment.Text) => [segment with { Kind = SegmentKind.Log }],
            _ => [segment],
        })];
        return [.. Courtesies.Tell(lines).SelectMany(segment => segment.Kind == SegmentKind.Prose ? Addresses.Tell(segment.Text) : [segment])];
    }

    private static IReadOnlyList<Segment> Lines(string text)
    {
        var lines = TextLines.Of(text);
        var kinds = new SegmentKind[lines.Count];
        MarkFences(text, lines, kinds);
        MarkQuotes(text, lines, kinds);
        LogLines.Mark(text, lines, kinds);
        var segments = new SegmentList();
        for (var i = 0; i < lines.Count; i++)
        {
            segments.Kind = kinds[i];
            segments.Add(text.AsSpan(lines[i]));
        }

        return [.. segments.ToSegments().Select(segment => segment.Kind == SegmentKind.Code && LogLines.AreMost(segment.Text) ? segment with { Kind = SegmentKind.Log } : segment)];
    }

    private static void MarkFences(string text, IReadOnlyList<Range> lines, SegmentKind[] kinds)
    {
        for (int i = 0, open = -1; i < lines.Count; i++)
        {
            if (!IsFence(text.AsSpan(lines[i])))
            {
                continue;
            }

            if (open < 0)
            {
                open = i;
            }
            else
            {
                Array.Fill(kinds, SegmentKind.Code, open, i + 1 - open);
                open = -1;
            }
        }
    }

    private static void MarkQuotes(string text, IReadOnlyList<Range> lines, SegmentKind[] kinds)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (kinds[i] == SegmentKind.Prose && IsQuoted(text.AsSpan(lines[i])))
            {
                kinds[i] = SegmentKind.Quote;
                if (i > 0 && kinds[i - 1] == SegmentKind.Prose && Courtesies.IsAttribution(text.AsSpan(lines[i - 1])))
                {
                    kinds[i - 1] = SegmentKind.Quote;
                }
            }
        }
    }

    private static bool IsFence(ReadOnlySpan<char> line) => line.TrimStart(' ').StartsWith("```");

    // >>> begins a line of Python, >= is a comparison
    private static bool IsQuoted(ReadOnlySpan<char> line)
    {
        var start = line.TrimStart(' ');
        return line.Length - start.Length <= 3 && start.StartsWith('>') && !start.StartsWith(">>> ") && !start.StartsWith(">=");
    }
}
