using System.Text.Encodings.Web;
using System.Text.Json;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using Microsoft.Data.Sqlite;

namespace ForumClassifier.Corpora.Selection;

/// <summary>Gathers the posts of threads that lie anywhere in a corpus, in a temporary database.</summary>
/// <remarks>
/// Memory holds a few megabytes of the database, and of one thread at most <see cref="SelectedPosts.MostThreadCharacters"/> and one more post.
/// The opening post of a thread is the one that alone has a title, else the earliest where all have a time, else the first. The others
/// follow in the order of time where all have one, else in that of the corpus.
/// </remarks>
internal sealed class ThreadFile : IDisposable
{
    private const string Schema = """
        CREATE TABLE threads(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
        CREATE TABLE posts(number INTEGER PRIMARY KEY, thread INTEGER NOT NULL, accepted INTEGER NOT NULL, titled INTEGER NOT NULL, time INTEGER, post BLOB NOT NULL)
        """;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TemporaryDatabase _database = new(Schema);
    private readonly SqliteCommand _addThread;
    private readonly SqliteCommand _addPost;
    private readonly SqliteCommand _order;
    private readonly SqliteCommand _find;
    private long _posts;

    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public ThreadFile()
    {
        _addThread = _database.Prepare("INSERT INTO threads(id) VALUES ($id) ON CONFLICT DO NOTHING", "$id");
        _addPost = _database.Prepare("INSERT INTO posts SELECT $number, number, $accepted, $titled, $time, $post FROM threads WHERE id = $id", "$id", "$number", "$accepted", "$titled", "$time", "$post");
        _order = _database.Prepare(
            "SELECT number, accepted FROM posts WHERE thread = $thread AND (accepted OR $all) ORDER BY titled AND $one DESC, CASE WHEN $timed THEN time END, number", "$thread", "$all", "$one", "$timed");
        _find = _database.Prepare("SELECT post FROM posts WHERE number = $number", "$number");
    }

    /// <param name="isAccepted">Kept beside the post.</param>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public void Add(Post post, bool isAccepted)
    {
        _addThread.Parameters["$id"].Value = post.ThreadId;
        _addPost.Parameters["$id"].Value = post.ThreadId;
        _addPost.Parameters["$number"].Value = _posts++;
        _addPost.Parameters["$accepted"].Value = isAccepted;
        _addPost.Parameters["$titled"].Value = post.Title.Length > 0;
        _addPost.Parameters["$time"].Value = post.CreatedAt is { } time ? time.UtcTicks : DBNull.Value;
        _addPost.Parameters["$post"].Value = JsonSerializer.SerializeToUtf8Bytes(post, Json);
        TemporaryDatabase.Run(_addThread.ExecuteNonQuery);
        TemporaryDatabase.Run(_addPost.ExecuteNonQuery);
    }

    /// <summary>The opening posts that are accepted, in the order in which their threads appear. Ends the adding.</summary>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public IEnumerable<Post> OpeningPosts()
    {
        foreach (var thread in Threads(all: true))
        {
            var (number, isAccepted) = Order(thread, all: true).First();
            if (isAccepted)
            {
                yield return Find(number);
            }
        }
    }

    /// <summary>The accepted posts of each thread that has some, its opening post first, in the order in which the threads appear; and how many more the thread has. Ends the adding.</summary>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public IEnumerable<(IReadOnlyList<Post> Posts, long LeftOut)> Threads()
    {
        foreach (var thread in Threads(all: false))
        {
            var (posts, read, characters) = (new List<Post>(), 0L, 0L);
            foreach (var (number, _) in Order(thread, all: false))
            {
                var post = Find(number);
                read++;
                characters += post.Body.Length;
                if (posts.Count == 0 || post.Body.Length > 0)
                {
                    posts.Add(post);
                }

                if (characters >= SelectedPosts.MostThreadCharacters)
                {
                    break;
                }
            }

            yield return (posts, thread.Posts - read);
        }
    }

    public void Dispose() => _database.Dispose();

    private IEnumerable<(long Number, long Posts, bool HasOneTitle, bool IsTimed)> Threads(bool all)
    {
        _database.Execute("CREATE INDEX by_thread ON posts(thread, number, accepted, titled, time)");
        var command = _database.Prepare("SELECT thread, COUNT(*), SUM(titled), COUNT(time) FROM posts WHERE accepted OR $all GROUP BY thread ORDER BY thread", "$all");
        command.Parameters["$all"].Value = all;
        using var reader = TemporaryDatabase.Run(command.ExecuteReader);
        while (TemporaryDatabase.Run(reader.Read))
        {
            yield return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2) == 1, reader.GetInt64(3) == reader.GetInt64(1));
        }
    }

    /// <summary>Numbers of the posts of a thread, the opening post's first.</summary>
    private IEnumerable<(long Number, bool IsAccepted)> Order((long Number, long Posts, bool HasOneTitle, bool IsTimed) thread, bool all)
    {
        _order.Parameters["$thread"].Value = thread.Number;
        _order.Parameters["$all"].Value = all;
        _order.Parameters["$one"].Value = thread.HasOneTitle;
        _order.Parameters["$timed"].Value = thread.IsTimed;
        using var reader = TemporaryDatabase.Run(_order.ExecuteReader);
        while (TemporaryDatabase.Run(reader.Read))
        {
            yield return (reader.GetInt64(0), reader.GetBoolean(1));
        }
    }

    private Post Find(long number)
    {
        _find.Parameters["$number"].Value = number;
        return JsonSerializer.Deserialize<Post>((byte[])TemporaryDatabase.Run(_find.ExecuteScalar)!, Json)!; // written by Add
    }
}
