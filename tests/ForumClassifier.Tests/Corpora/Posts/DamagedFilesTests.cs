using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Codings.Wide;
using ForumClassifier.Corpora.Conversion;
using ForumClassifier.Corpora.RefiQda;
using ForumClassifier.Tests.Corpora.Dumps;
using ForumClassifier.Tests.TestSupport;
using Microsoft.Data.Sqlite;
using ZstdSharp;

namespace ForumClassifier.Tests.Corpora.Posts;

/// <summary>Files with a byte that flipped, and files cut: read as far as they can be, or refused in words.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private const int Damages = 1000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory(Explicit = true)]
    [InlineData("posts.csv")]
    [InlineData("posts.jsonl")]
    [InlineData("posts.parquet")]
    [InlineData("posts.xlsx")]
    [InlineData("posts.sqlite")]
    [InlineData("posts.csv.gz")]
    [InlineData("posts.csv.zst")]
    [InlineData("dump.zip")]
    [InlineData("dump.tar.gz")]
    [InlineData("dump.tar.zst")]
    [InlineData("topic.json")]
    [InlineData("Posts.xml")]
    [InlineData("project.qdpx")]
    [InlineData("project.qde")]
    public async Task Damage_is_explained(string name)
    {
        var whole = await WriteAsync(name);
        var random = new Random(1);
        for (var i = 0; i < Damages; i++)
        {
            var bytes = whole.ToArray();
            if (i % 4 == 0)
            {
                bytes = bytes[..random.Next(bytes.Length)];
            }
            else
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            var path = _folder.WriteBytes($"damaged-{name}", bytes);
            try
            {
                if (RefiProject.IsProject(name))
                {
                    RefiProject.Read(path);
                }
                else
                {
                    await CorpusFiles.ReadAsync(path);
                }
            }
            catch (ForumClassifierException e)
            {
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }
    }

    private async Task<byte[]> WriteAsync(string name)
    {
        List<Post> posts = [.. Enumerable.Range(1, 30).Select(i => new Post($"{i}", $"{i / 3}", "ann", new DateTimeOffset(2024, 1, i % 28 + 1, 0, 0, 0, TimeSpan.Zero), $"Title {i}", $"Body {i} \u00e9, \"words\"\nand more", BodyFormat.Text))];
        var path = _folder.File(name);
        switch (Path.GetExtension(name))
        {
            case ".csv" or ".jsonl" or ".parquet":
                await using (var stream = File.Create(path))
                {
                    await using var writer = PostWriter.Create(stream, PostWriter.FormatOf(path));
                    foreach (var post in posts)
                    {
                        await writer.WriteAsync(post, TestContext.Current.CancellationToken);
                    }
                }

                return File.ReadAllBytes(path);
            case ".xlsx":
                WideWriter.Write(path, Project(posts), overwrite: false);
                return File.ReadAllBytes(path);
            case ".qdpx" or ".qde":
                RefiProject.Write(path, Project(posts));
                return File.ReadAllBytes(path);
            case ".sqlite":
                using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
                {
                    connection.Open();
                    using var command = connection.CreateCommand();
                    command.CommandText = "create table posts (id text, title text, body text);" + string.Concat(posts.Select(post => $"insert into posts values ('{post.Id}', '{post.Title}', '{post.Body}');"));
                    command.ExecuteNonQuery();
                }

                return File.ReadAllBytes(path);
            case ".xml":
                return Encoding.UTF8.GetBytes("<posts>\n" + string.Concat(posts.Select(post => $"<row Id=\"{post.Id}\" PostTypeId=\"1\" Title=\"{post.Title}\" Body=\"Body {post.Id}\" Tags=\"|a|b|\" CreationDate=\"2024-01-02T00:00:00.000\" />\n")) + "</posts>\n");
            case ".json":
                return Topic(posts);
            case ".zip":
            case ".gz" or ".zst" when name.Contains(".tar.", StringComparison.Ordinal):
                return File.ReadAllBytes(Archives.Write(_folder, name, [("1.json", Topic(posts)), ("2.json", Topic(posts))]));
            default:
                return Compress(name, await WriteAsync("posts.csv"));
        }
    }

    private static byte[] Compress(string name, byte[] content)
    {
        var bytes = new MemoryStream();
        using (Stream stream = name.EndsWith(".zst", StringComparison.Ordinal) ? new CompressionStream(bytes, leaveOpen: true) : new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(content);
        }

        return bytes.ToArray();
    }

    private static byte[] Topic(List<Post> posts) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = 7,
        title = "T",
        post_stream = new { posts = posts.Select((post, i) => new { id = i + 1, post_number = i + 1, cooked = post.Body, created_at = post.CreatedAt, username = "ann" }), stream = posts.Select((_, i) => i + 1) },
    });

    private static CodingProject Project(List<Post> posts) => new(
        new Taxonomy("t", 1, Assignment.Multiple, [new Code("a", "A", "")]), posts, [.. posts.Select(post => new PostCoding(post.Id, "ann", ["a"], null, null, "", []))], [new Passage("1", 0, 3, "ann", "a", "", "")]);
}
