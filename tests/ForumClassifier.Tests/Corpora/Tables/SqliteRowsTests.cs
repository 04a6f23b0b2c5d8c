using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;
using Microsoft.Data.Sqlite;

namespace ForumClassifier.Tests.Corpora.Tables;

public sealed class SqliteRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Columns_are_found_by_name_and_types_become_text()
    {
        var path = Write("posts.db", "CREATE TABLE post(id INTEGER, when_ms INTEGER, subject TEXT, message TEXT, score REAL)",
            "INSERT INTO post VALUES (17, 1709553600000, 'Start', 'it ''fails''', 0.5), (18, NULL, NULL, 'end', NULL)");

        var posts = await CorpusFiles.ReadAsync(path, new PostColumns { TextColumns = ["subject", "message"], TimeColumn = "when_ms" });

        Assert.Equal(
            [
                new Post("17", "17", "", new DateTimeOffset(2024, 3, 4, 12, 0, 0, TimeSpan.Zero), "Start", "it 'fails'", BodyFormat.Text),
                new Post("18", "18", "", null, "", "end", BodyFormat.Text),
            ],
            posts);
    }

    [Fact]
    public async Task One_of_several_tables_or_a_view_is_named()
    {
        var path = Write("posts.sqlite", "CREATE TABLE author(id, name)", "CREATE TABLE \"the posts\"(id, body)", "INSERT INTO \"the posts\" VALUES (1, 'one')", "CREATE VIEW short AS SELECT id, body FROM \"the posts\"");

        Assert.Equal(": The file holds several tables: author, the posts. Name one with --table.", await MessageAsync(path));
        Assert.Equal(": There is no table 'posts'; there are: author, the posts. Name one of them with --table.", await MessageAsync(path, "posts"));
        Assert.Equal("one", Assert.Single(await CorpusFiles.ReadAsync(path, new PostColumns { Table = "the posts" })).Body);
        Assert.Equal("one", Assert.Single(await CorpusFiles.ReadAsync(path, new PostColumns { Table = "short" })).Body);
    }

    [Fact]
    public async Task Files_that_are_no_database_or_cut_are_refused()
    {
        var whole = Write("whole.db", "CREATE TABLE post(id INTEGER PRIMARY KEY, body TEXT)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO post SELECT i, 'a text of some length, number ' || i FROM n");
        var bytes = await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken);
        var cut = _folder.WriteBytes("cut.db", bytes[..(bytes.Length / 2)]);
        var other = _folder.Write("other.db", "id,body\n1,secret\n");

        Assert.Equal(5000, (await CorpusFiles.ReadAsync(whole)).Count);
        Assert.Contains("The SQLite file is damaged or cut here or soon after", await MessageAsync(cut), StringComparison.Ordinal);
        Assert.Equal(": The file is not SQLite, or it is encrypted: its first bytes are others. Check what it is; export encrypted databases without a key.", await MessageAsync(other));
    }

    private string Write(string name, params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File(name)};Pooling=false");
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // statements of this file
            command.CommandText = statement;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        return _folder.File(name);
    }

    private static async Task<string> MessageAsync(string path, string? table = null)
    {
        var error = await Assert.ThrowsAsync<InputException>(async () => await CorpusFiles.ReadAsync(path, new PostColumns { Table = table }));
        return error.Message[path.Length..];
    }
}
