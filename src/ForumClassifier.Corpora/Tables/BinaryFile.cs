namespace ForumClassifier.Corpora.Tables;

/// <summary>What the readers of Parquet, Excel and SQLite files have in common.</summary>
internal static class BinaryFile
{
    /// <summary>The first bytes of a file.</summary>
    /// <exception cref="InputException">The file is missing, empty, a folder or unreadable.</exception>
    public static byte[] Head(string path, int length)
    {
        TextFile.Require(path);
        try
        {
            using var file = File.OpenRead(path);
            var head = new byte[length];
            var read = file.ReadAtLeast(head, length, throwOnEndOfStream: false);
            return read > 0 ? head[..read] : throw new InputException(path, null, "The file is empty.", "Check how it was made.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TextFile.Explain(path, null, e);
        }
    }

    /// <summary>The table to read: the one named, or the only one.</summary>
    /// <param name="kind">What the file's tables are called: table or sheet.</param>
    /// <exception cref="InputException">There is no such table, none at all, or several of which none is named.</exception>
    public static string Choose(string path, string kind, IReadOnlyList<string> tables, string? named)
    {
        if (named is not null && tables.Contains(named))
        {
            return named;
        }

        return (tables.Count, named) switch
        {
            (0, _) => throw new InputException(path, null, $"The file holds no {kind}.", "Check how it was made."),
            (1, null) => tables[0],
            (_, null) => throw new InputException(path, null, $"The file holds several {kind}s: {Shown.Names(tables)}.", "Name one with --table."),
            _ => throw new InputException(path, null, $"There is no {kind} {Shown.Name(named)}; there are: {Shown.Names(tables)}.", "Name one of them with --table."),
        };
    }

    /// <exception cref="InputException">A name occurs twice.</exception>
    public static TableColumns Columns(string path, IEnumerable<string> names)
    {
        var columns = new TableColumns([.. names]);
        return columns.Doubled is null
            ? columns
            : throw new InputException(path, null, $"The column {Shown.Name(columns.Doubled)} occurs twice.", "Give each column a name of its own.");
    }
}
