using System.Globalization;
using System.Text;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Corpora.Codings.Wide;

/// <summary>Finds the code that a label of a table stands for.</summary>
internal sealed class LabelIds
{
    private readonly Dictionary<string, string> _ids;

    private LabelIds(Dictionary<string, string> ids, Taxonomy taxonomy) => (_ids, Taxonomy) = (ids, taxonomy);

    public Taxonomy Taxonomy { get; }

    /// <summary>Labels of a codebook: ids, or names without regard to case where only one code has the name.</summary>
    public static LabelIds Of(Taxonomy taxonomy)
    {
        var names = taxonomy.All().Where(code => code.Codable).GroupBy(code => code.Name.Trim(), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() == 1);
        var ids = names.ToDictionary(group => group.Key, group => group.Single().Id, StringComparer.OrdinalIgnoreCase);
        foreach (var id in taxonomy.All().Select(code => code.Id))
        {
            ids[id] = id;
        }

        return new LabelIds(ids, taxonomy);
    }

    /// <summary>A codebook made of the labels: their texts are the names, and the ids too where they can be ids.</summary>
    public static LabelIds Of(IEnumerable<string> labels, string name, Assignment assignment)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> ordered = [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var taken = ordered.Where(TaxonomyParser.IsId).ToHashSet(StringComparer.Ordinal);
        foreach (var label in ordered)
        {
            ids[label] = taken.Contains(label) ? label : Free(Slug(label), taken);
        }

        return new LabelIds(ids, new Taxonomy(name, 1, assignment, [.. ordered.Select(label => new Code(ids[label], label, ""))]));
    }

    /// <summary>The id of the code; the label itself where there is none.</summary>
    public string IdOf(string label) => _ids.GetValueOrDefault(label, label);

    private static string Free(string slug, HashSet<string> taken)
    {
        var id = slug;
        for (var number = 2; !taken.Add(id); number++)
        {
            id = slug + "-" + number.ToString(CultureInfo.InvariantCulture);
        }

        return id;
    }

    /// <summary>Lower-case ASCII letters and digits, with '-' for any run of other characters.</summary>
    private static string Slug(string label)
    {
        var slug = new StringBuilder();
        foreach (var c in label)
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
