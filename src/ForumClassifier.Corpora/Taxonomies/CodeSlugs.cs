using System.Globalization;
using System.Text;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Makes ids of names: lower-case ASCII letters and digits, '-' for anything else; each once.</summary>
/// <param name="taken">Ids that are in use already.</param>
public sealed class CodeSlugs(params IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = taken.ToHashSet(StringComparer.Ordinal);

    /// <summary>An id such as <c>training-pipeline.fine-tuning</c>; with <c>-2</c> and so on where it is taken. The same names in the same order get the same ids.</summary>
    /// <param name="parentId">Stands before it with a dot; null at the top level.</param>
    public string Next(string name, string? parentId)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slug = (parentId is null ? "" : parentId + ".") + Slug(name);
        var id = slug;
        for (var number = 2; !_taken.Add(id); number++)
        {
            id = slug + "-" + number.ToString(CultureInfo.InvariantCulture);
        }

        return id;
    }

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Where(c => c != '\'' && c != '’'))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString().TrimEnd('-');
        return text.Length > 0 ? text : "code";
    }
}
