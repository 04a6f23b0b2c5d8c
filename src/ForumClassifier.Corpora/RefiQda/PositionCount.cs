namespace ForumClassifier.Corpora.RefiQda;

/// <summary>One way of counting positions in a text; a file has one.</summary>
/// <remarks>
/// The standard (REFI-QDA 1.5, section 10.2) counts code points from 0 and leaves open whether the end is included, whether a
/// byte order mark counts, and what a line end is. NVivo counts UTF-16 units.
/// </remarks>
/// <param name="CodePoints">True for code points, false for UTF-16 units.</param>
/// <param name="EndIsIncluded">True where the end is the last position, false where it is one past it.</param>
/// <param name="MarkCounts">True where a byte order mark of the file counts as one.</param>
/// <param name="LineEndIsOne">True where carriage return and line feed count as one.</param>
internal sealed record PositionCount(bool CodePoints, bool EndIsIncluded = false, bool MarkCounts = false, bool LineEndIsOne = false)
{
    /// <summary>Every way, the likelier ones first.</summary>
    public static IReadOnlyList<PositionCount> All { get; } =
    [
        .. from included in (bool[])[false, true]
           from mark in (bool[])[false, true]
           from one in (bool[])[false, true]
           from points in (bool[])[true, false]
           select new PositionCount(points, included, mark, one),
    ];

    /// <summary>UTF-16 units of the text at each position, the text's length last; null where the two are the same.</summary>
    public int[]? Offsets(SourceText source)
    {
        var text = source.Text;
        var shifted = (MarkCounts && source.HasMark) || (LineEndIsOne && text.Contains("\r\n", StringComparison.Ordinal)) || (CodePoints && text.Any(char.IsSurrogate));
        if (!shifted)
        {
            return null;
        }

        var offsets = new List<int>(text.Length + 2);
        if (MarkCounts && source.HasMark)
        {
            offsets.Add(0);
        }

        for (var i = 0; i < text.Length; i += Width(text, i))
        {
            offsets.Add(i);
        }

        offsets.Add(text.Length);
        return [.. offsets];
    }

    /// <summary>The UTF-16 units that two positions enclose, or null where they enclose none of the text.</summary>
    /// <param name="offsets">Of <see cref="Offsets"/>.</param>
    public (int Start, int End)? Range(SourceText source, int[]? offsets, long start, long end)
    {
        var length = (offsets?.Length ?? source.Text.Length + 1) - 1;
        var last = EndIsIncluded ? end + 1 : end;
        return start >= 0 && last >= start && last <= length
            ? (offsets?[start] ?? (int)start, offsets?[last] ?? (int)last)
            : null;
    }

    public override string ToString() => string.Join(", ", new[]
    {
        CodePoints ? "code points" : "UTF-16 units",
        EndIsIncluded ? "end included" : "end one past the last",
        MarkCounts ? "byte order mark counted" : "",
        LineEndIsOne ? "CRLF as one" : "",
    }.Where(part => part.Length > 0));

    private int Width(string text, int at) =>
        at + 1 < text.Length && ((CodePoints && char.IsSurrogatePair(text[at], text[at + 1])) || (LineEndIsOne && text[at] == '\r' && text[at + 1] == '\n')) ? 2 : 1;
}
