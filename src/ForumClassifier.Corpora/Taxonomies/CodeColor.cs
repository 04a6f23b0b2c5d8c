using System.Drawing;
using System.Text.RegularExpressions;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Which texts are colours: <c>#rgb</c> and <c>#rrggbb</c>, and the names that CSS knows.</summary>
internal static partial class CodeColor
{
    public static bool IsColor(string text) => Digits().IsMatch(text) || Color.FromName(text.Replace("grey", "gray", StringComparison.OrdinalIgnoreCase)) is { IsKnownColor: true, IsSystemColor: false };

    [GeneratedRegex(@"\A#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
