using ForumClassifier.Corpora.Taxonomies;

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

    private static string Slug(string name)
    {
        var slug = CodeSlugs.Slug(name);
        return slug.Length > LongestPart ? slug[..LongestPart].TrimEnd('-') : slug;
    }
}
