namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>Cuts CSV into records as they are written, line breaks in quotes and at the end included.</summary>
internal static class CsvRecords
{
    public static IEnumerable<string> Of(string path)
    {
        var text = File.ReadAllText(path);
        var (start, isQuoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            isQuoted ^= text[i] == '"';
            if (text[i] == '\n' && !isQuoted)
            {
                yield return text[start..(i + 1)];
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..] + "\n";
        }
    }
}
