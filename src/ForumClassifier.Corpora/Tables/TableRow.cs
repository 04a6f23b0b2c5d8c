namespace ForumClassifier.Corpora.Tables;

/// <summary>One record of a table.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="line">1-based: the line where the record starts, of a sheet its row, of Parquet and SQLite the number of the record.</param>
/// <param name="values">As many as columns; null for null, of JSON arrays their JSON.</param>
/// <param name="nested">Places of objects, lists and bytes, which have no text; null where there is none.</param>
internal sealed class TableRow(string path, long line, TableColumns columns, string?[] values, IReadOnlySet<int>? nested = null)
{
    public string Path { get; } = path;

    public long Line { get; } = line;

    public TableColumns Columns { get; } = columns;

    /// <summary>The text of a column; null where the column is missing or holds null.</summary>
    /// <exception cref="InputException">It holds an object, a list or bytes.</exception>
    public string? Find(string column) => At(Columns.IndexOf(column));

    /// <summary>As <see cref="Find"/>, but a JSON array gives its JSON, and what has no text null.</summary>
    public string? FindAny(string column)
    {
        var index = Columns.IndexOf(column);
        return index < 0 ? null : values[index];
    }

    /// <summary>As <see cref="Find"/>, but null where there is no text.</summary>
    public string? FindText(string column)
    {
        var index = Columns.IndexOf(column);
        return index < 0 || nested?.Contains(index) == true ? null : values[index];
    }

    /// <summary>The text of a column; empty where it holds null.</summary>
    /// <exception cref="InputException">The column is missing, or holds an object, a list or bytes.</exception>
    public string Text(string column)
    {
        var index = Columns.IndexOf(column);
        return index >= 0
            ? At(index) ?? ""
            : throw Error($"There is no column {Shown.Name(column)}; there are{ShownColumns.Of(Columns.Names)}.", "Name one that exists.");
    }

    public InputException Error(string problem, string remedy) => new(Path, Line, problem, remedy);

    private string? At(int index)
    {
        if (index < 0)
        {
            return null;
        }

        return nested?.Contains(index) != true
            ? values[index]
            : throw Error($"The field {ShownColumns.One(Columns.Names[index], Columns.Names)} holds an object, a list or bytes.", "Expected a text or a number.");
    }
}
