namespace ForumClassifier.Corpora.Tables;

/// <summary>The names of a table's columns, or of the fields of one JSON object, in order.</summary>
internal sealed class TableColumns
{
    private readonly Dictionary<string, int> _indices;

    /// <param name="names">Empty ones stand for columns without a name, which cannot be asked for.</param>
    public TableColumns(IReadOnlyList<string> names)
    {
        Names = names;
        _indices = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Length > 0 && !_indices.TryAdd(names[i], i))
            {
                Doubled ??= names[i];
            }
        }
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The first name that occurs twice, or null.</summary>
    public string? Doubled { get; }

    public bool Has(string name) => _indices.ContainsKey(name);

    /// <summary>The place of a column, or -1.</summary>
    public int IndexOf(string name) => _indices.GetValueOrDefault(name, -1);
}
