using System.Text.RegularExpressions;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Tells stack traces and logs by the shape of their lines.</summary>
/// <remarks>
/// A line is of a log where it is a frame of a stack trace (Java, .NET, JavaScript, Python, native), begins with a level
/// (<c>ERROR:</c>), or begins with a time and has a level; lines that begin with a time and have none, where three follow one another.
/// With it go the name of an exception in the line before, everything from <c>Traceback (most recent call last)</c> to the exception, and
/// one or two indented or empty lines between two such lines.
/// </remarks>
internal static partial class LogLines
{
    /// <summary>Of a line no more is looked at.</summary>
    private const int Looked = 300;

    private const int FewestTimes = 3;
    private const int LongestGap = 2;

    private enum Shape
    {
        Other,
        Blank,
        Indented,
        Time,
        Log,
    }

    /// <summary>Marks the lines of logs among those of prose.</summary>
    public static void Mark(string text, IReadOnlyList<Range> lines, SegmentKind[] kinds)
    {
        var shapes = new Shape[lines.Count];
        for (var i = 0; i < shapes.Length; i++)
        {
            shapes[i] = kinds[i] == SegmentKind.Prose ? ShapeOf(text.AsSpan(lines[i])) : Shape.Other;
        }

        MarkTimes(shapes);
        MarkTracebacks(text, lines, shapes, kinds);
        FillGaps(shapes);
        for (var i = 0; i < shapes.Length; i++)
        {
            if (shapes[i] == Shape.Log)
            {
                kinds[i] = SegmentKind.Log;
                if (i > 0 && kinds[i - 1] == SegmentKind.Prose && Exception().IsMatch(Start(text, lines[i - 1])))
                {
                    kinds[i - 1] = SegmentKind.Log;
                }
            }
        }
    }

    /// <summary>True where at least half of the lines that are not empty are of a log.</summary>
    public static bool AreMost(string text)
    {
        var lines = TextLines.Of(text);
        var kinds = new SegmentKind[lines.Count];
        Mark(text, lines, kinds);
        var filled = Enumerable.Range(0, kinds.Length).Where(i => ShapeOf(text.AsSpan(lines[i])) != Shape.Blank && !text.AsSpan(lines[i]).TrimStart().StartsWith("```")).ToList();
        return filled.Count > 0 && 2 * filled.Count(i => kinds[i] == SegmentKind.Log) >= filled.Count;
    }

    private static Shape ShapeOf(ReadOnlySpan<char> line)
    {
        var start = line[..Math.Min(line.Length, Looked)];
        if (start.IsWhiteSpace())
        {
            return Shape.Blank;
        }

        if (Frame().IsMatch(start) || Level().IsMatch(start))
        {
            return Shape.Log;
        }

        return Time().IsMatch(start) ? AnyLevel().IsMatch(start) ? Shape.Log : Shape.Time
            : char.IsWhiteSpace(start[0]) ? Shape.Indented : Shape.Other;
    }

    private static void MarkTimes(Shape[] shapes)
    {
        for (int i = 0, first = -1, count = 0; i <= shapes.Length; i++)
        {
            if (i < shapes.Length && shapes[i] is Shape.Time or Shape.Log)
            {
                (first, count) = (count == 0 ? i : first, count + 1);
            }
            else if (i == shapes.Length || shapes[i] is not Shape.Blank)
            {
                for (var j = first; count >= FewestTimes && j < i; j++)
                {
                    shapes[j] = shapes[j] == Shape.Time ? Shape.Log : shapes[j];
                }

                count = 0;
            }
        }
    }

    private static void MarkTracebacks(string text, IReadOnlyList<Range> lines, Shape[] shapes, SegmentKind[] kinds)
    {
        for (var i = 0; i < shapes.Length; i++)
        {
            if (kinds[i] != SegmentKind.Prose || !Start(text, lines[i]).Contains("Traceback (most recent call last)", StringComparison.Ordinal))
            {
                continue;
            }

            shapes[i] = Shape.Log;
            while (++i < shapes.Length && kinds[i] == SegmentKind.Prose && shapes[i] is Shape.Indented or Shape.Log)
            {
                shapes[i] = Shape.Log;
            }

            if (i < shapes.Length && kinds[i] == SegmentKind.Prose && Exception().IsMatch(Start(text, lines[i])))
            {
                shapes[i] = Shape.Log;
            }
        }
    }

    private static void FillGaps(Shape[] shapes)
    {
        for (int i = 0, last = -1; i < shapes.Length; i++)
        {
            if (shapes[i] == Shape.Log)
            {
                if (last >= 0 && i - last - 1 <= LongestGap)
                {
                    Array.Fill(shapes, Shape.Log, last, i - last);
                }

                last = i;
            }
            else if (shapes[i] is not (Shape.Blank or Shape.Indented))
            {
                last = -1;
            }
        }
    }

    private static string Start(string text, Range line)
    {
        var (offset, length) = line.GetOffsetAndLength(text.Length);
        return text.Substring(offset, Math.Min(length, Looked));
    }

    [GeneratedRegex("""
        ^\s*at\ [\w$.<>/`\[\],|+]+[.:/][\w$<>`\[\]|]+\s?\(.*\)          # at org.app.Main.run(Main.java:12), at App.Main(String[] a) in Main.cs:line 3
        |^\s*at\ .*:\d+:\d+\)?\s*$                                      # at run (file:///app.js:10:4)
        |^\s*\.\.\.\ \d+\ more
        |^\s*Caused\ by:\ [\w.$]+
        |^\s*File\ ".*",\ line\ \d+
        |^\s*\#?\d+:?\s+0x[0-9a-fA-F]{4,}                               # #3  0x00007f in run ()
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Frame();

    [GeneratedRegex(@"^\W{0,2}(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\s*[:\]|]", RegexOptions.CultureInvariant)]
    private static partial Regex Level();

    [GeneratedRegex(@"\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|[Dd]ebug|[Ii]nfo|[Ww]arning|[Ee]rror)\b|^[IWEF]\d{4} ", RegexOptions.CultureInvariant)]
    private static partial Regex AnyLevel();

    [GeneratedRegex("""
        ^\W{0,2}(\d{4}[-/.]\d\d[-/.]\d\d[T\ ]\d\d:\d\d:\d\d              # 2023-08-26 06:33:37
        |\d\d:\d\d:\d\d
        |\[\s*\d+\.\d{3,}\]                                             # [    0.123456]
        |([A-Z][a-z]{2}\ )?[A-Z][a-z]{2}\ +\d{1,2}\ \d\d:\d\d:\d\d        # Mon Jan  5 12:32:01
        |[IWEF]\d{4}\ \d\d:\d\d:\d\d)                                   # W0826 06:33:37
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"^\W{0,2}(Unhandled exception|Exception in thread|Uncaught |panic: |[\w.$]*(Exception|Error|Interrupt|Exit|Warning)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Exception();
}
