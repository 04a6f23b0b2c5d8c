using ForumClassifier.Core.Files;
using Microsoft.Data.Sqlite;

namespace ForumClassifier.Corpora;

/// <summary>A database of one reading: memory holds at most 16 MiB of it, the rest lies in a temporary file that goes with it.</summary>
/// <remarks>Everything happens in one transaction that is never ended.</remarks>
public sealed class TemporaryDatabase : IDisposable
{
    private const int DiskFull = 13; // SQLITE_FULL

    private readonly SqliteConnection _connection = new("Data Source=;Pooling=false"); // without a name it is temporary, and on disk as soon as it is large
    private readonly List<SqliteCommand> _commands = [];
    private readonly SqliteTransaction _transaction;

    /// <param name="schema">Statements that make its tables.</param>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public TemporaryDatabase(string schema)
    {
        _connection.Open();
        Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384"); // KiB
        Execute(schema);
        _transaction = _connection.BeginTransaction();
    }

    /// <summary>A statement to be run again and again; it goes with the database.</summary>
    /// <param name="statement">In the language of SQLite.</param>
    /// <param name="parameters">Their names, such as <c>$id</c>.</param>
    public SqliteCommand Prepare(string statement, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        _commands.Add(command);
#pragma warning disable CA2100 // statements of the callers' own, without the users' texts
        command.CommandText = statement;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public void Execute(string statements)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // likewise
        command.CommandText = statements;
#pragma warning restore CA2100
        Run(command.ExecuteNonQuery);
    }

    /// <summary>Runs what reads or writes the database.</summary>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public static T Run<T>(Func<T> execute)
    {
        try
        {
            return execute();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == DiskFull)
        {
            throw new OutputException("The folder for temporary files", "The disk is full.", "Free some space, or name another folder in the variable TMPDIR.", e);
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands)
        {
            command.Dispose();
        }

        _transaction.Dispose();
        _connection.Dispose();
    }
}
