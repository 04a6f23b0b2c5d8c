using System.Globalization;
using System.Text;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Ids for codes that have only names: the names from the top down, in lower case, such as <c>hardware.memory</c>.</summary>
internal sealed class CodeIds
{
    private const int LongestPart = 40;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes an id that is given.</summary>
    /// <returns>False where it is taken already.</returns>
    public bool Take(string id) => _taken.Add(id);

    /// <summary>A free id for a code.</summary>
    /// <param name="parent">Id of the parent; empty at the top.</param>
    /// <param name="guid">Of the code; tells it from others of the same id. Empty where it has none.</param>
    public string Make(string parent, string name, string guid)
    {
        var mark = new string([.. RefiXml.Key(guid).Where(char.IsAsciiHexDigit).Take(8)]);
        var part = Slug(name) is { Length: > 0 } slug ? slug : mark.Length > 0 ? $"code-{mark}" : "code";
        var id = parent.Length > 0 ? $"{parent}.{part}" : part;
        if (_taken.Add(id))
        {
            return id;
        }

        if (mark.Length > 0 && _taken.Add($"{id}-{mark}"))
        {
            return $"{id}-{mark}";
        }

        var number = 2;
        while (!_taken.Add(FormattableString.Invariant($"{id}-{number}")))
        {
            number++;
        }

        return FormattableString.Invariant($"{id}-{number}");
    }

    /// <summary>Letters without their accents and digits of ASCII; a hyphen for whatever stands between them.</summary>
    public static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var rune in Decomposed(name).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) && rune.IsAscii)
            {
                slug.Append((char)Rune.ToLowerInvariant(rune).Value);
            }
            else if (Letters(rune) is { } letters)
            {
                slug.Append(letters);
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }

            if (slug.Length >= LongestPart)
            {
                break;
            }
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>A lone surrogate cannot be decomposed; it is no letter either.</summary>
    private static string Decomposed(string name) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)).Normalize(NormalizationForm.FormD);

    private static string? Letters(Rune rune) => rune.Value switch
    {
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' => "d",
        'ı' => "i",
        _ => null,
    };
}
