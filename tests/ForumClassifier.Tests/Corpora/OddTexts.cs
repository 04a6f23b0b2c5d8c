using System.Text;

namespace ForumClassifier.Tests.Corpora;

/// <summary>Generated texts of what files break on: quotes, separators, line breaks, NUL, emoji, right-to-left script, lookalikes of markup.</summary>
internal static class OddTexts
{
    private static readonly string[] Pieces =
    [
        "a", "word", " ", "\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "\r", "\0", "\\", "\\n", "'", "é", "e\u0301", "\U0001F600", "\U0001F468\u200D\U0001F469\u200D\U0001F467",
        "\u05E9\u05DC\u05D5\u05DD", "\u0627\u0644\u0639", "\u202E", "\uFEFF", "\u2028", "\u00A0", "\u6F22\u5B57", "\uFFFD", "{\"id\": 1}", "<b>", "&amp;", "#", "=1+1", "\u0001",
    ];

    public static string Next(Random random, int pieces = 12)
    {
        var text = new StringBuilder();
        for (var i = random.Next(pieces); i > 0; i--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
