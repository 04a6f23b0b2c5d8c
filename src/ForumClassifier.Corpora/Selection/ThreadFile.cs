using System.Text.Encodings.Web;
using System.Text.Json;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using Microsoft.Data.Sqlite;

namespace ForumClassifier.Corpora.Selection;

/// <summary>Gathers the posts of threads that lie anywhere in a corpus, in a temporary database.</summary>
/// <remarks>Memory holds a few megabytes of the database and one thread.</remarks>
internal sealed class ThreadFile : IDisposable
{
    private const string Schema = """
        CREATE TABLE threads(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
        CREATE TABLE posts(thread INTEGER NOT NULL, number INTEGER NOT NULL, accepted INTEGER NOT NULL, post BLOB NOT NULL)
        """;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TemporaryDatabase _database = new(Schema);
    private readonly SqliteCommand _addThread;
    private readonly SqliteCommand _addPost;
    private long _posts;

    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public ThreadFile()
    {
        _addThread = _database.Prepare("INSERT INTO threads(id) VALUES ($id) ON CONFLICT DO NOTHING", "$id");
        _addPost = _database.Prepare("INSERT INTO posts SELECT number, $number, $accepted, $post FROM threads WHERE id = $id", "$id", "$number", "$accepted", "$post");
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
        TemporaryDatabase.Run(_addThread.ExecuteNonQuery);
        TemporaryDatabase.Run(_addPost.ExecuteNonQuery);
    }

    /// <summary>The threads in the order of their first posts, and their posts in the order in which they were added; called once.</summary>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public IEnumerable<IReadOnlyList<(Post Post, bool IsAccepted)>> Threads()
    {
        _database.Execute("CREATE INDEX by_thread ON posts(thread, number)");
        using var reader = TemporaryDatabase.Run(_database.Prepare("SELECT thread, accepted, post FROM posts ORDER BY thread, number").ExecuteReader);
        var (thread, posts) = (0L, new List<(Post, bool)>());
        while (TemporaryDatabase.Run(reader.Read))
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

    public void Dispose() => _database.Dispose();
}
