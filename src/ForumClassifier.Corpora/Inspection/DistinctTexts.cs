using Microsoft.Data.Sqlite;

namespace ForumClassifier.Corpora.Inspection;

/// <summary>Tells whether a text was met before, of any number of texts: they lie in a temporary file that the system deletes.</summary>
/// <remarks>Memory: 16 MiB for pages of that file, whatever the number.</remarks>
internal sealed class DistinctTexts : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=;Pooling=False"); // no name: a file of its own that goes with the connection
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _insert;

    public DistinctTexts()
    {
        _connection.Open();
        Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384; CREATE TABLE met (kind INTEGER, text TEXT, PRIMARY KEY (kind, text)) WITHOUT ROWID;");
        _transaction = _connection.BeginTransaction();
        _insert = _connection.CreateCommand();
        _insert.Transaction = _transaction;
        _insert.CommandText = "INSERT OR IGNORE INTO met VALUES ($kind, $text)";
        _insert.Parameters.Add("$kind", SqliteType.Integer);
        _insert.Parameters.Add("$text", SqliteType.Text);
        _insert.Prepare();
    }

    /// <summary>Remembers a text.</summary>
    /// <param name="kind">Texts of different kinds are different.</param>
    /// <returns>False where it was met before.</returns>
    public bool Add(int kind, string text)
    {
        _insert.Parameters[0].Value = kind;
        _insert.Parameters[1].Value = text;
        return _insert.ExecuteNonQuery() == 1;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
