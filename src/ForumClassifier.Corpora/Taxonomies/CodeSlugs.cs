using System.Globalization;
using System.Text;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Makes ids of names: lower-case ASCII letters and digits, '-' for anything else but accents; each once.</summary>
/// <param name="taken">Ids that are in use already.</param>
public sealed class CodeSlugs(params IEnumerable<string> taken)
{
    // the runtime's own decomposition needs ICU, which the program does without
    private static readonly (string Letters, string Accented)[] Plain =
    [
        ("a", "àáâãäåāăą"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"),
        ("n", "ñńņňŉ"), ("o", "òóôõöøōŏő"), ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
    ];

    private readonly HashSet<string> _taken = taken.ToHashSet(StringComparer.Ordinal);

    /// <summary>An id such as <c>training-pipeline.fine-tuning</c>; with <c>-2</c> and so on where it is taken. The same names in the same order get the same ids.</summary>
    /// <param name="parentId">Stands before it with a dot; null at the top level.</param>
    public string Next(string name, string? parentId)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slug = (parentId is null ? "" : parentId + ".") + (Slug(name) is { Length: > 0 } text ? text : "code");
        var id = slug;
        for (var number = 2; !_taken.Add(id); number++)
        {
            id = slug + "-" + number.ToString(CultureInfo.InvariantCulture);
        }

        return id;
    }

    /// <summary>Lower-case ASCII letters and digits, Latin letters without their accents, and '-' for what stands between them; empty where nothing of that is in the name.</summary>
    internal static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Where(c => c is not ('\'' or '’')).Select(char.ToLowerInvariant))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (Plain.FirstOrDefault(letters => letters.Accented.Contains(c)).Letters is { } letters)
            {
                slug.Append(letters);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
