namespace ForumClassifier.Corpora.Tables;

/// <summary>One record of a CSV, TSV or JSON Lines file.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="line">1-based line where the record starts.</param>
/// <param name="values">As many as columns; null for JSON's null.</param>
/// <param name="nested">Places of JSON objects and arrays, which have no text; null where there is none.</param>
internal sealed class TableRow(string path, long line, TableColumns columns, string?[] values, IReadOnlySet<int>? nested = null)
{
    public string Path { get; } = path;

    public long Line { get; } = line;

    public TableColumns Columns { get; } = columns;

    /// <summary>The text of a column; null where the column is missing or holds null.</summary>
    /// <exception cref="InputException">It holds a JSON object or array.</exception>
    public string? Find(string column) => At(Columns.IndexOf(column));

    /// <summary>The text of a column; null where the column is missing, or holds null or a JSON object or array.</summary>
    public string? FindPlain(string column) => Columns.IndexOf(column) is >= 0 and var index && nested?.Contains(index) != true ? values[index] : null;

    /// <summary>The text of a column; empty where it holds null.</summary>
    /// <exception cref="InputException">The column is missing, or holds a JSON object or array.</exception>
    public string Text(string column)
    {
        var index = Columns.IndexOf(column);
        return index >= 0
            ? At(index) ?? ""
            : throw Error($"There is no column {Shown.Name(column)}; there are: {Shown.Names(Columns.Names)}.", "Name one that exists.");
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
            : throw Error($"The field {Shown.Name(Columns.Names[index])} holds a JSON object or array.", "Expected a text or a number.");
    }
}
