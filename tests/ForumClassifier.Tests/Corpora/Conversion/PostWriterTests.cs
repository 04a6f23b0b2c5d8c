using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Conversion;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Conversion;

public sealed class PostWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("posts.csv")]
    [InlineData("posts.jsonl")]
    [InlineData("posts.parquet")]
    public async Task What_is_read_back_is_what_was_written(string name)
    {
        var random = new Random(11);
        List<Post> posts = [.. Enumerable.Range(0, 400).Select(i => Next(random, i))];

        await WriteAsync(name, posts);

        Assert.Equal(posts.Select(Shown), (await CorpusFiles.ReadAsync(_folder.File(name))).Select(Shown));
    }

    [Fact]
    public async Task Csv_has_the_columns_in_their_order_and_times_in_utc()
    {
        var time = new DateTimeOffset(2024, 3, 4, 12, 0, 0, TimeSpan.FromHours(2));
        await WriteAsync("posts.csv", [new Post("1", "7", "ann", time, "Start", "It \"fails\",\nalways", BodyFormat.Markdown) { Category = "help", Tags = ["c++", "a b"], Url = "https://x/1", ReplyTo = "0" }]);

        Assert.Equal(
            "id,thread_id,author,created_at,title,body,body_format,category,tags,url,reply_to\n1,7,ann,2024-03-04T10:00:00Z,Start,\"It \"\"fails\"\",\nalways\",markdown,help,c++;a b,https://x/1,0\n",
            await File.ReadAllTextAsync(_folder.File("posts.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Json_lines_hold_tags_as_an_array_and_null_for_no_time()
    {
        await WriteAsync("posts.jsonl", [new Post("1", "1", "", null, "", "ok", BodyFormat.BbCode) { Tags = ["a;b", "é"] }]);

        Assert.Equal(
            "{\"id\":\"1\",\"thread_id\":\"1\",\"author\":\"\",\"created_at\":null,\"title\":\"\",\"body\":\"ok\",\"body_format\":\"bbcode\",\"category\":\"\",\"tags\":[\"a;b\",\"é\"],\"url\":\"\",\"reply_to\":\"\"}\n",
            await File.ReadAllTextAsync(_folder.File("posts.jsonl"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("posts.csv")]
    [InlineData("posts.parquet")]
    public async Task No_posts_give_a_file_that_can_be_read(string name)
    {
        await WriteAsync(name, []);

        Assert.Empty(await CorpusFiles.ReadAsync(_folder.File(name)));
    }

    [Fact]
    public async Task Parquet_is_written_in_groups_that_come_back_in_order()
    {
        var body = new string('x', 1 << 20);
        List<Post> posts = [.. Enumerable.Range(0, 20).Select(i => new Post($"{i}", $"{i}", "", null, "", body, BodyFormat.Text))];

        await WriteAsync("posts.parquet", posts);

        Assert.Equal(posts.Select(post => post.Id), (await CorpusFiles.ReadAsync(_folder.File("posts.parquet"))).Select(post => post.Id));
    }

    private async Task WriteAsync(string name, IEnumerable<Post> posts)
    {
        await using var stream = File.Create(_folder.File(name));
        await using var writer = PostWriter.Create(stream, PostWriter.FormatOf(name));
        foreach (var post in posts)
        {
            await writer.WriteAsync(post, TestContext.Current.CancellationToken);
        }
    }

    private static Post Next(Random random, int number)
    {
        var time = random.Next(5) == 0 ? (DateTimeOffset?)null : new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);
        string[] tags = [.. Enumerable.Range(0, random.Next(4)).Select(_ => OddTexts.Next(random, 4)).Where(tag => tag.Length > 0)];
        return new Post($"{number}{OddTexts.Next(random)}", $"t{OddTexts.Next(random)}", OddTexts.Next(random), time, OddTexts.Next(random), OddTexts.Next(random, 40), (BodyFormat)random.Next(4))
        {
            Category = OddTexts.Next(random),
            Tags = tags,
            Url = OddTexts.Next(random),
            ReplyTo = OddTexts.Next(random),
        };
    }

    // a list has no equality of its own
    private static string Shown(Post post) => $"{post with { Tags = [] }} {string.Join('|', post.Tags.Select(tag => $"{tag.Length}:{tag}"))} {post.CreatedAt?.UtcTicks}";
}
