using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Reads a codebook from CSV: one that <see cref="CodebookWriter"/> wrote, or one as papers publish it.</summary>
/// <remarks>
/// <code>
/// id,parent,name,definition,...          a row for each code, in any order
/// category,subcategory,definition,...    an empty category is that of the row above; without a subcategory the row is of the category itself
/// </code>
/// Names of columns are read without regard to case; other columns are left out, an <c>example</c> is taken.
/// </remarks>
public static class CodebookReader
{
    private const string Category = "category";
    private const string Subcategory = "subcategory";

    /// <returns>Version 1, with any number of codes a post, named after the file.</returns>
    /// <exception cref="InputException">The file is missing or damaged, or has none of the two kinds of columns.</exception>
    /// <exception cref="TaxonomyException">Its rows make no taxonomy.</exception>
    public static async Task<Taxonomy> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var rows = await Table.ReadAsync(path, cancellationToken).ToListAsync(cancellationToken);
        var columns = await Table.ColumnsAsync(path, cancellationToken);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in columns?.Names ?? [])
        {
            names.TryAdd(name, name);
        }

        var problems = new Problems();
        var codes = names.ContainsKey(CodebookColumns.Id) && names.ContainsKey(CodebookColumns.Name) ? new CodebookTree(names, problems).Of(rows)
            : names.ContainsKey(Category) ? Categories(rows, names, problems)
            : throw new InputException(path, 1, $"There is no column 'id' and 'name', and no column 'category'; there are: {Shown.Names([.. names.Keys])}.",
                "Expected id, parent, name, definition; or category, subcategory, definition.");
        if (!problems.Any && codes.Count == 0)
        {
            problems.Add(path, "There is no code; expected one a row.");
        }

        return problems.Any
            ? throw new TaxonomyException(path, problems.Lines())
            : new Taxonomy(Path.GetFileNameWithoutExtension(path), 1, Assignment.Multiple, codes);
    }

    private static List<Code> Categories(IReadOnlyList<TableRow> rows, Dictionary<string, string> names, Problems problems)
    {
        var slugs = new CodeSlugs();
        var categories = new List<(Code Code, List<Code> Children)>();
        var place = -1;
        foreach (var row in rows)
        {
            string Cell(string column) => names.TryGetValue(column, out var name) ? (row.Find(name) ?? "").Trim() : "";
            var (category, subcategory, definition) = (Cell(Category), Cell(Subcategory), Cell(CodebookColumns.Definition));
            if (category.Length > 0)
            {
                place = categories.FindIndex(other => other.Code.Name == category);
                if (place < 0)
                {
                    place = categories.Count;
                    categories.Add((new Code(slugs.Next(category, null), category, ""), []));
                }
            }

            if (place < 0 || category.Length + subcategory.Length == 0)
            {
                if (subcategory.Length + definition.Length > 0)
                {
                    problems.Add(row.Path, row.Line, "The row has no category, and no subcategory of the one above; fill in one of them.");
                }

                continue;
            }

            var (parent, children) = categories[place];
            string[] examples = Cell("example") is { Length: > 0 } example ? [example] : [];
            if (subcategory.Length == 0)
            {
                categories[place] = (parent with { Definition = definition, Examples = examples }, children);
            }
            else if (children.Any(child => child.Name == subcategory))
            {
                problems.Add(row.Path, row.Line, $"The subcategory {Shown.Name(subcategory)} stands there twice under {Shown.Name(parent.Name)}; keep one of the rows.");
            }
            else
            {
                children.Add(new Code(slugs.Next(subcategory, parent.Id), subcategory, definition) { Examples = examples });
            }
        }

        return [.. categories.Select(category => category.Code with { Children = category.Children })];
    }
}
