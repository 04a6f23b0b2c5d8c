using Microsoft.Data.Sqlite;

namespace ForumClassifier.Corpora.Tables;

/// <summary>Reads a table, or a named view, of a SQLite file; columns keep their names, and bytes that are no text have none.</summary>
internal static class SqliteRows
{
    public static IEnumerable<TableRow> Read(string path, string? table, bool withHeader)
    {
        if (!BinaryFile.Head(path, 16).AsSpan().SequenceEqual("SQLite format 3\0"u8))
        {
            throw new InputException(path, null, "The file is not SQLite, or it is encrypted: its first bytes are others.", "Check what it is; export encrypted databases without a key.");
        }

        using var connection = Explain(path, null, () => Open(path));
        var name = BinaryFile.Choose(path, "table", Explain(path, null, () => Tables(connection, table)), table);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name is one of the file's own, and quoted
        command.CommandText = $"SELECT * FROM {Quote(name)}";
#pragma warning restore CA2100
        using var reader = Explain(path, null, command.ExecuteReader);
        var columns = BinaryFile.Columns(path, Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        if (withHeader)
        {
            yield return new TableRow(path, 1, columns, new string?[columns.Names.Count]);
        }

        var row = 0L;
        while (Explain(path, row + 1, reader.Read))
        {
            var values = new string?[columns.Names.Count];
            HashSet<int>? nested = null;
            for (var i = 0; i < values.Length; i++)
            {
                var value = reader.GetValue(i);
                values[i] = CellText.Of(value);
                if (value is byte[])
                {
                    (nested ??= []).Add(i);
                }
            }

            yield return new TableRow(path, ++row, columns, values, nested);
        }
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>The tables; views too where one is asked for by name.</summary>
    private static List<string> Tables(SqliteConnection connection, string? named)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_schema WHERE (type = 'table' OR (type = 'view' AND name = $named)) AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
        command.Parameters.AddWithValue("$named", named ?? "");
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static T Explain<T>(string path, long? row, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw new InputException(path, row, $"The SQLite file is damaged or cut here or soon after, or cannot be read ({e.Message.TrimEnd('.')}).", "Get the file again; 'PRAGMA integrity_check' of sqlite3 checks it.", e);
        }
    }
}
