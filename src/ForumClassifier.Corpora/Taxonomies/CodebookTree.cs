using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Makes a tree of rows that name their parents.</summary>
/// <param name="names">Of the columns, found without regard to case.</param>
internal sealed class CodebookTree(IReadOnlyDictionary<string, string> names, Problems problems)
{
    private const int DeepestLevel = 30; // as deep as taxonomy.yaml can be

    private readonly List<(Code Code, string Parent, long Line)> _codes = [];
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    public List<Code> Of(IReadOnlyList<TableRow> rows)
    {
        foreach (var row in rows)
        {
            Add(row);
        }

        foreach (var (code, parent, line) in _codes.Where(code => code.Parent.Length > 0 && !_lines.ContainsKey(code.Parent)))
        {
            problems.Add(rows[0].Path, line, $"The code '{code.Id}' has the parent {Shown.Name(parent)}, which is not an id here.");
        }

        var reached = problems.Any ? [] : Below("").ToList();
        var placed = new Taxonomy("", 1, Assignment.Multiple, reached).All().Select(code => code.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (code, _, line) in problems.Any ? [] : _codes.Where(code => !placed.Contains(code.Code.Id)))
        {
            problems.Add(rows[0].Path, line, $"The code '{code.Id}' stands below itself, or more than {DeepestLevel} levels deep; give one of the codes above it another parent.");
        }

        return reached;
    }

    private void Add(TableRow row)
    {
        string Cell(string column) => names.TryGetValue(column, out var name) ? row.Find(name) ?? "" : "";
        var (id, name, codable) = (Cell(CodebookColumns.Id).Trim(), Cell(CodebookColumns.Name), Cell(CodebookColumns.Codable).Trim().ToLowerInvariant());
        if (!TaxonomyParser.IsId(id))
        {
            problems.Add(row.Path, row.Line, $"The id {Shown.Name(id)} may have lower-case letters, digits, '-', '_' and '.' only.");
        }
        else if (!_lines.TryAdd(id, row.Line))
        {
            problems.Add(row.Path, row.Line, FormattableString.Invariant($"The id '{id}' is already that of line {_lines[id]}; ids are unique."));
        }

        if (string.IsNullOrWhiteSpace(name) || codable is not ("" or "true" or "false"))
        {
            problems.Add(row.Path, row.Line, string.IsNullOrWhiteSpace(name) ? "The code has no name." : "'codable' is neither true nor false.");
        }

        _codes.Add((new Code(id, name, Cell(CodebookColumns.Definition))
        {
            Examples = Numbered(CodebookColumns.Example, Cell),
            Color = Cell(CodebookColumns.Color) is { Length: > 0 } color ? color : null,
            Codable = codable != "false",
            GlobalId = Cell(CodebookColumns.GlobalId) is { Length: > 0 } guid ? guid : null,
            Sets = Numbered(CodebookColumns.Set, Cell),
        }, Cell(CodebookColumns.Parent).Trim(), row.Line));
    }

    private string[] Numbered(Func<int, string> column, Func<string, string> cell) =>
        [.. Enumerable.Range(1, names.Count).TakeWhile(number => names.ContainsKey(column(number))).Select(number => cell(column(number))).Where(text => text.Length > 0)];

    private IEnumerable<Code> Below(string parent, int depth = 0) => depth == DeepestLevel
        ? []
        : _codes.Where(code => code.Parent == parent).Select(code => code.Code with { Children = [.. Below(code.Code.Id, depth + 1)] });
}
