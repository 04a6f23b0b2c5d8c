namespace ForumClassifier.Corpora.Texts;

/// <summary>Where the lines of a text lie, their line ends included.</summary>
internal static class TextLines
{
    public static IReadOnlyList<Range> Of(string text)
    {
        List<Range> lines = [];
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(start..end);
            start = end;
        }

        return lines;
    }
}
