using System.Text;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Finds how a file counts positions: by the names of selections that quote their text, else by the tool that wrote it.</summary>
internal static class PositionEvidence
{
    private const int ShortestQuote = 4; // characters; shorter ones agree by chance

    /// <param name="origin">Of the project.</param>
    public static PositionCount Choose(string origin, IReadOnlyList<TextSource> sources)
    {
        if (origin == RefiCodebook.Origin)
        {
            return new PositionCount(CodePoints: true); // what this program wrote needs no guess
        }

        var byOrigin = new PositionCount(CodePoints: !origin.Contains("NVivo", StringComparison.OrdinalIgnoreCase));
        var quoted = sources.Where(source => source.Text is not null)
            .Select(source => (Text: source.Text!, Selections: source.Selections.Where(selection => Squeezed(selection.Name).Length >= ShortestQuote).ToList()))
            .Where(source => source.Selections.Count > 0)
            .ToList();
        if (quoted.Count == 0)
        {
            return byOrigin;
        }

        var best = byOrigin;
        var most = Agreeing(byOrigin, quoted);
        foreach (var way in PositionCount.All)
        {
            var agreeing = Agreeing(way, quoted);
            if (agreeing > most)
            {
                (best, most) = (way, agreeing);
            }
        }

        return best;
    }

    private static int Agreeing(PositionCount way, List<(SourceText Text, List<TextSelection> Selections)> sources) => sources.Sum(source =>
    {
        var offsets = way.Offsets(source.Text);
        return source.Selections.Count(selection =>
            way.Range(source.Text, offsets, selection.Start, selection.End) is { } range && Quotes(selection.Name, source.Text.Text[range.Start..range.End]));
    });

    /// <summary>True where the name is the text, or its beginning and an ellipsis; tools squeeze white space in names.</summary>
    private static bool Quotes(string name, string text)
    {
        var (quote, squeezed) = (Squeezed(name), Squeezed(text));
        var beginning = quote.EndsWith('…') ? quote[..^1] : quote.EndsWith("...", StringComparison.Ordinal) ? quote[..^3] : null;
        return quote == squeezed || (beginning is not null && squeezed.StartsWith(beginning.TrimEnd(), StringComparison.Ordinal));
    }

    private static string Squeezed(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
            {
                squeezed.Append(character);
            }
            else if (squeezed.Length > 0 && squeezed[^1] != ' ')
            {
                squeezed.Append(' ');
            }
        }

        return squeezed.ToString().TrimEnd();
    }
}
