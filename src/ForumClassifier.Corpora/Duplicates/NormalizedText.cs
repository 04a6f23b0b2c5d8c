using System.Text;

namespace ForumClassifier.Corpora.Duplicates;

/// <summary>Texts as they are compared: lower case, every run of white space one blank, none at the ends.</summary>
internal static class NormalizedText
{
    /// <summary>Lower case is the invariant one, character by character; no Unicode normal form is applied.</summary>
    public static string Of(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant())
        {
            if (!char.IsWhiteSpace(c))
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd(' ');
    }
}
