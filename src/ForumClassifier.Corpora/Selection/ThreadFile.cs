using System.Text.Encodings.Web;
using System.Text.Json;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using Microsoft.Data.Sqlite;

namespace ForumClassifier.Corpora.Selection;

/// <summary>Gathers the posts of threads that lie anywhere in a corpus, in a temporary database which SQLite deletes.</summary>
/// <remarks>Memory holds a few megabytes of the database and one thread.</remarks>
internal sealed class ThreadFile : IDisposable
{
    private const int DiskFull = 13; // SQLITE_FULL

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SqliteConnection _database = new("Data Source=;Pooling=false"); // without a name it is temporary, and on disk as soon as it is large
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _addThread;
    private readonly SqliteCommand _addPost;
    private long _posts;

    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public ThreadFile()
    {
        _database.Open();
        Execute("PRAGMA journal_mode = OFF");
        Execute("PRAGMA cache_size = -16384"); // KiB
        Execute("CREATE TABLE threads(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)");
        Execute("CREATE TABLE posts(thread INTEGER NOT NULL, number INTEGER NOT NULL, accepted INTEGER NOT NULL, post BLOB NOT NULL)");
        _transaction = _database.BeginTransaction();
        _addThread = Command("INSERT INTO threads(id) VALUES ($id) ON CONFLICT DO NOTHING", "$id");
        _addPost = Command("INSERT INTO posts SELECT number, $number, $accepted, $post FROM threads WHERE id = $id", "$id", "$number", "$accepted", "$post");
    }

    /// <param name="isAccepted">Kept beside the post.</param>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public void Add(Post post, bool isAccepted)
    {
        _addThread.Parameters["$id"].Value = post.ThreadId;
        _addPost.Parameters["$id"].Value = post.ThreadId;
        _addPost.Parameters["$number"].Value = _posts++;
        _addPost.Parameters["$accepted"].Value = isAccepted;
        _addPost.Parameters["$post"].Value = JsonSerializer.SerializeToUtf8Bytes(post, Json);
        Explain(_addThread.ExecuteNonQuery);
        Explain(_addPost.ExecuteNonQuery);
    }

    /// <summary>The threads in the order of their first posts, and their posts in the order in which they were added; called once.</summary>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public IEnumerable<IReadOnlyList<(Post Post, bool IsAccepted)>> Threads()
    {
        Execute("CREATE INDEX by_thread ON posts(thread, number)");
        using var command = Command("SELECT thread, accepted, post FROM posts ORDER BY thread, number");
        using var reader = Explain(command.ExecuteReader);
        var (thread, posts) = (0L, new List<(Post, bool)>());
        while (Explain(reader.Read))
        {
            if (reader.GetInt64(0) != thread && posts.Count > 0)
            {
                yield return posts;
                posts = [];
            }

            thread = reader.GetInt64(0);
            posts.Add((JsonSerializer.Deserialize<Post>((byte[])reader.GetValue(2), Json)!, reader.GetBoolean(1))); // written by Add
        }

        if (posts.Count > 0)
        {
            yield return posts;
        }
    }

    public void Dispose()
    {
        _addThread.Dispose();
        _addPost.Dispose();
        _transaction.Dispose();
        _database.Dispose();
    }

    private SqliteCommand Command(string text, params string[] parameters)
    {
        var command = _database.CreateCommand();
#pragma warning disable CA2100 // statements of this class
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private void Execute(string text)
    {
        using var command = Command(text);
        Explain(command.ExecuteNonQuery);
    }

    private static T Explain<T>(Func<T> execute)
    {
        try
        {
            return execute();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == DiskFull)
        {
            throw new OutputException("The folder for temporary files", "The disk is full.", "Free some space, or name another folder in the variable TMPDIR; threads need about as much as the corpus.", e);
        }
    }
}
