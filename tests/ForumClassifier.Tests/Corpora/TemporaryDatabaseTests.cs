using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using Microsoft.Data.Sqlite;

namespace ForumClassifier.Tests.Corpora;

public sealed class TemporaryDatabaseTests
{
    [Fact]
    public void It_holds_more_than_memory_does()
    {
        using var database = new TemporaryDatabase("CREATE TABLE texts(text TEXT PRIMARY KEY) WITHOUT ROWID");
        var insert = database.Prepare("INSERT OR IGNORE INTO texts VALUES ($text)", "$text");
        bool Add(int i)
        {
            insert.Parameters[0].Value = $"{new string('x', 1000)} {i}";
            return TemporaryDatabase.Run(insert.ExecuteNonQuery) == 1;
        }

        Assert.All(Enumerable.Range(0, 30_000), i => Assert.True(Add(i))); // 30 MB, of which 16 stay in memory
        Assert.All(Enumerable.Range(0, 30_000), i => Assert.False(Add(i)));
    }

    [Fact]
    public void A_full_disk_is_the_users_problem_and_another_error_is_not()
    {
        var full = Assert.Throws<OutputException>(() => TemporaryDatabase.Run<int>(() => throw new SqliteException("full", 13)));

        Assert.Equal(
            "The folder for temporary files: The disk is full. Free some space, or name another folder in the variable TMPDIR.",
            full.Message);
        Assert.Throws<SqliteException>(() => TemporaryDatabase.Run<int>(() => throw new SqliteException("no such table", 1)));
    }
}
