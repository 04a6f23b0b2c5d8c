using System.Globalization;
using System.Text;

namespace ForumClassifier.Modeling.Tokenizers;

/// <summary>What BERT's normaliser and pre-tokeniser do to each code point.</summary>
/// <remarks>
/// A table, not .NET's Unicode categories: the reference was built with an older Unicode version, .NET moves to newer ones, and
/// without ICU, which this program must do without, .NET does not decompose.
/// </remarks>
internal sealed class BertCharacters
{
    private readonly HashSet<int> _removed = [];
    private readonly HashSet<int> _spaces = [];
    private readonly HashSet<int> _punctuation = [];
    private readonly HashSet<int> _marks = [];
    private readonly Dictionary<int, int[]> _uncased = [];

    private BertCharacters(TextReader table)
    {
        while (table.ReadLine() is { } line)
        {
            var fields = line.Split(' ');
            switch (fields[0])
            {
                case "removed": AddRanges(_removed, fields); break;
                case "space": AddRanges(_spaces, fields); break;
                case "punctuation": AddRanges(_punctuation, fields); break;
                case "mark": AddRanges(_marks, fields); break;
                case "map": AddMaps(_uncased, fields); break;
                default: break; // a comment
            }
        }
    }

    public static BertCharacters Instance { get; } = Load();

    public bool IsRemoved(int codePoint) => _removed.Contains(codePoint);

    public bool IsSpace(int codePoint) => _spaces.Contains(codePoint);

    public bool IsPunctuation(int codePoint) => _punctuation.Contains(codePoint);

    /// <summary>True for an accent that stands as a code point of its own.</summary>
    public bool IsMark(int codePoint) => _marks.Contains(codePoint);

    /// <summary>The lower case without accents: often the code point itself, sometimes several.</summary>
    public void AppendUncased(int codePoint, List<int> written)
    {
        if (_uncased.TryGetValue(codePoint, out var mapped))
        {
            written.AddRange(mapped);
        }
        else if (codePoint is >= 0xac00 and <= 0xd7a3)
        {
            AppendJamo(codePoint - 0xac00, written);
        }
        else
        {
            written.Add(codePoint);
        }
    }

    public static bool IsIdeograph(int codePoint) =>
        codePoint is (>= 0x4e00 and <= 0x9fff) or (>= 0x3400 and <= 0x4dbf) or (>= 0x20000 and <= 0x2a6df)
            or (>= 0x2a700 and <= 0x2b73f) or (>= 0x2b740 and <= 0x2b81f) or (>= 0x2b920 and <= 0x2ceaf)
            or (>= 0xf900 and <= 0xfaff) or (>= 0x2f800 and <= 0x2fa1f);

    // A Hangul syllable decomposes by rule (The Unicode Standard, section 3.12).
    private static void AppendJamo(int syllable, List<int> written)
    {
        written.Add(0x1100 + (syllable / 588));
        written.Add(0x1161 + (syllable % 588 / 28));
        if (syllable % 28 != 0)
        {
            written.Add(0x11a7 + (syllable % 28));
        }
    }

    private static void AddRanges(HashSet<int> set, string[] fields)
    {
        foreach (var ends in fields.Skip(1).Select(range => range.Split('-').Select(Parse).ToArray()))
        {
            set.UnionWith(Enumerable.Range(ends[0], ends[^1] - ends[0] + 1));
        }
    }

    private static void AddMaps(Dictionary<int, int[]> maps, string[] fields)
    {
        foreach (var map in fields.Skip(1).Select(map => map.Split('>')))
        {
            maps.Add(Parse(map[0]), [.. map[1].Split('+', StringSplitOptions.RemoveEmptyEntries).Select(Parse)]);
        }
    }

    private static int Parse(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static BertCharacters Load()
    {
        using var stream = typeof(BertCharacters).Assembly.GetManifestResourceStream("bert-characters.txt")!; // built into this assembly
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new BertCharacters(reader);
    }
}
