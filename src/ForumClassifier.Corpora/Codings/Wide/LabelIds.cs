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
        var slugs = new CodeSlugs(ordered.Where(TaxonomyParser.IsId));
        foreach (var label in ordered)
        {
            ids[label] = TaxonomyParser.IsId(label) ? label : slugs.Next(label, parentId: null);
        }

        return new LabelIds(ids, new Taxonomy(name, 1, assignment, [.. ordered.Select(label => new Code(ids[label], label, ""))]));
    }

    /// <summary>The id of the code; the label itself where there is none.</summary>
    public string IdOf(string label) => _ids.GetValueOrDefault(label, label);
}
