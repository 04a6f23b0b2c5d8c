using System.Text.Json;

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

    /// <summary>The texts of a JSON array, other values left out; null where the column is missing or holds none.</summary>
    /// <exception cref="InputException">A text is not valid Unicode.</exception>
    public IReadOnlyList<string>? FindList(string column)
    {
        var index = Columns.IndexOf(column);
        if (index < 0 || nested?.Contains(index) != true || values[index] is not { } json)
        {
            return null;
        }

        try
        {
            using var list = JsonDocument.Parse(json);
            return [.. list.RootElement.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]; // a string is never null
        }
        catch (InvalidOperationException) // an escape that is half of a character
        {
            throw Error($"A text in the field {Shown.Name(column)} holds an escape that is half of a character, such as \\ud83d alone.", "Replace it by \\ufffd.");
        }
    }

    /// <summary>The text of a column; null where the column is missing, or holds null or a JSON object or array.</summary>
    public string? FindPlain(string column) => Columns.IndexOf(column) is >= 0 and var index && nested?.Contains(index) != true ? values[index] : null;

    /// <summary>The text of a column; empty where it holds null.</summary>
    /// <exception cref="InputException">The column is missing, or holds an object, a list or bytes.</exception>
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
            : throw Error($"The field {Shown.Name(Columns.Names[index])} holds an object, a list or bytes.", "Expected a text or a number.");
    }
}
