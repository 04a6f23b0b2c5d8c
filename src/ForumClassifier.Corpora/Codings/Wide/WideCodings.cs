using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Codings.Wide;

/// <summary>Reads the codings of one row of a wide table.</summary>
internal sealed class WideCodings(WideColumns columns, CodingProblems problems)
{
    private static readonly string[] Yes = ["1", "1.0", "x", "yes", "y", "true"];
    private static readonly string[] No = ["", "0", "0.0", "no", "n", "false", "-"];

    private IReadOnlyList<string>? _written;

    private bool NamesNone => columns.Posts.LabelColumn is null && columns.CodeColumns.Count == 0 && columns.CoderLabelColumns.Count == 0;

    /// <exception cref="InputException">A column that is named is missing, or none is named and none looks like one of codings.</exception>
    public IEnumerable<WideCoding> Of(TableRow row)
    {
        Require(row);
        if (NamesNone)
        {
            _written ??= [.. row.Columns.Names.Where(name => name.StartsWith(WideNames.Codes, StringComparison.Ordinal)).Select(name => name[WideNames.Codes.Length..])];
            return _written.Select(coder => Written(row, coder)).OfType<WideCoding>();
        }

        if (columns.CoderLabelColumns.Count > 0)
        {
            return columns.CoderLabelColumns.Select(coder => Labels(row, coder) is { } labels ? Coding(coder, labels, row) : null).OfType<WideCoding>();
        }

        var own = columns.CodeColumns.Count > 0 ? Marked(row) : Labels(row, columns.Posts.LabelColumn!); // not null: one of the three is named
        return own is null ? [] : [Coding(columns.CoderColumn is { } column ? row.Text(column).Trim() : columns.Coder, own, row)];
    }

    private void Require(TableRow row)
    {
        IEnumerable<string?> named = [.. columns.CodeColumns, .. columns.CoderLabelColumns, columns.CoderColumn, columns.NoteColumn];
        List<string> missing = [.. named.OfType<string>().Where(name => !row.Columns.Has(name))];
        if (missing.Count > 0)
        {
            throw row.Error($"There is no column {string.Join(" and no column ", missing.Select(Shown.Name))}; there are: {Shown.Names(row.Columns.Names)}.", "Name columns that exist.");
        }

        if (NamesNone && !row.Columns.Names.Any(name => name.StartsWith(WideNames.Codes, StringComparison.Ordinal)))
        {
            throw row.Error($"Nothing says which columns hold the codes; there are: {Shown.Names(row.Columns.Names)}.", "Name them with --label-column, --code-column or --coder-labels.");
        }
    }

    private WideCoding Coding(string coder, IReadOnlyList<string> labels, TableRow row) =>
        new(coder, labels, [], columns.NoteColumn is { } note ? row.Text(note) : "", null, null);

    private WideCoding? Written(TableRow row, string coder)
    {
        var cell = row.Text(WideNames.Codes + coder).Trim();
        var labels = cell == WideNames.None ? [] : CodeChecks.Split(cell, CodingRows.CodeSeparator);
        var pending = CodeChecks.Split(row.Find(WideNames.Pending + coder) ?? "", CodingRows.CodeSeparator);
        return cell.Length == 0 && pending.Count == 0
            ? null
            : new WideCoding(coder, labels, pending, row.Find(WideNames.Note + coder) ?? "", CodingCells.Time(row, WideNames.CodedAt + coder, problems), CodingCells.Version(row, WideNames.TaxonomyVersion + coder, problems));
    }

    /// <returns>Null where the cell is empty and that means uncoded.</returns>
    private IReadOnlyList<string>? Labels(TableRow row, string column)
    {
        var cell = row.Text(column);
        return string.IsNullOrWhiteSpace(cell) && !columns.Posts.EmptyLabelIsNone ? null
            : cell.Trim() == WideNames.None ? []
            : CodeChecks.Split(cell, columns.Posts.LabelSeparator);
    }

    /// <returns>Null where all cells are empty and that means uncoded.</returns>
    private List<string>? Marked(TableRow row)
    {
        List<(string Code, string Cell)> cells = [.. columns.CodeColumns.Select(code => (code, row.Text(code).Trim().ToLowerInvariant()))];
        List<string> odd = [.. cells.Where(cell => !Yes.Contains(cell.Cell) && !No.Contains(cell.Cell)).Select(cell => cell.Code)];
        if (odd.Count > 0)
        {
            problems.Add(CodingProblemKind.Unreadable, row.Path, row.Line, $"The cell of {Shown.Names(odd)} is neither a yes (1, x, yes, true) nor a no (0, no, false, -, or empty).");
        }

        return cells.All(cell => cell.Cell.Length == 0) && !columns.Posts.EmptyLabelIsNone ? null : [.. cells.Where(cell => Yes.Contains(cell.Cell)).Select(cell => cell.Code)];
    }
}
