using ForumClassifier.Core.Files;
using Microsoft.Data.Sqlite;

namespace ForumClassifier.Corpora.Inspection;

/// <summary>Tells whether a text was met before, of any number of texts, in memory that does not grow with them.</summary>
internal sealed class DistinctTexts : IDisposable
{
    private readonly TemporaryDatabase _database = new("CREATE TABLE met (kind INTEGER, text TEXT, PRIMARY KEY (kind, text)) WITHOUT ROWID");
    private readonly SqliteCommand _insert;

    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public DistinctTexts() => _insert = _database.Prepare("INSERT OR IGNORE INTO met VALUES ($kind, $text)", "$kind", "$text");

    /// <summary>Remembers a text.</summary>
    /// <param name="kind">Texts of different kinds are different.</param>
    /// <returns>False where it was met before.</returns>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public bool Add(int kind, string text)
    {
        _insert.Parameters[0].Value = kind;
        _insert.Parameters[1].Value = text;
        return TemporaryDatabase.Run(_insert.ExecuteNonQuery) == 1;
    }

    public void Dispose() => _database.Dispose();
}
