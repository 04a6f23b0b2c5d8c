using System.Text;
using System.Text.Json;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Posts;

public class CorpusReaderTests
{
    private static readonly DateTimeOffset Noon = new(2024, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Csv_with_the_columns_of_this_program_is_read_whole()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("posts.csv", "id,thread_id,author,created_at,title,body,body_format\r\n7,3,ada,2024-03-04T13:00:00+01:00,Hi,\"two\r\nlines\",markdown\r\n8,,,,,<b>x</b>,html\r\n");

        var posts = await CorpusFiles.ReadAsync(path);

        Assert.Equal(
            [
                new Post("7", "3", "ada", Noon, "Hi", "two\r\nlines", BodyFormat.Markdown),
                new Post("8", "8", "", null, "", "<b>x</b>", BodyFormat.Html),
            ],
            posts);
    }

    [Fact]
    public async Task Json_lines_take_numbers_as_ids_and_null_as_empty()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("posts.jsonl", """
            {"id": 12345678901234567890, "created_at": 1709553600, "title": null, "body": "x", "extra": {"a": [1]}}

            {"id": 2, "created_at": 1709553600000, "body": "y", "thread_id": 9}
            """);

        var posts = await CorpusFiles.ReadAsync(path);

        Assert.Equal(
            [new Post("12345678901234567890", "12345678901234567890", "", Noon, "", "x", BodyFormat.Text), new Post("2", "9", "", Noon, "", "y", BodyFormat.Text)],
            posts);
    }

    [Fact]
    public async Task Posts_without_an_id_column_are_numbered_over_all_files()
    {
        using var folder = new TemporaryFolder();
        var first = folder.Write("a.csv", "text\none\ntwo\n");
        var second = folder.WriteBytes("b.tsv.gz", CorpusFiles.Gzip("title\tbody\tscore\nt\tthree\t5\n"));

        var posts = await CorpusReader.ReadAsync([first, second], new PostColumns(), null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([("1", "", "one"), ("2", "", "two"), ("3", "t", "three")], posts.Select(post => (post.Id, post.Title, post.Body)));
    }

    [Theory]
    [InlineData("a", "", "1")]
    [InlineData("a,b", "1", "2")]
    [InlineData("a,b,c", "1", "2\n\n3")]
    public async Task First_of_several_text_columns_is_the_title(string textColumns, string title, string body)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("posts.csv", "a,b,c,id\n1,2,3,x\n");

        var post = Assert.Single(await CorpusFiles.ReadAsync(path, new PostColumns { TextColumns = textColumns.Split(',') }));

        Assert.Equal((title, body), (post.Title, post.Body));
    }

    [Fact]
    public async Task Utf16_and_byte_order_marks_are_understood()
    {
        using var folder = new TemporaryFolder();
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            foreach (var (name, content) in new[] { ("posts.csv", "id,text\n1,\u00E4\U0001F600\n"), ("posts.jsonl", "{\"id\": 1, \"text\": \"\u00E4\U0001F600\"}\n") })
            {
                File.WriteAllText(folder.File(name), content, encoding);

                var post = Assert.Single(await CorpusFiles.ReadAsync(folder.File(name)));

                Assert.Equal(("1", "\u00E4\U0001F600"), (post.Id, post.Body));
            }
        }
    }

    [Fact]
    public async Task Odd_texts_survive_csv_and_json_lines()
    {
        var random = new Random(1);
        var texts = Enumerable.Range(0, 2000).Select(_ => (Title: OddTexts.Next(random), Body: OddTexts.Next(random, 40))).ToList();
        using var folder = new TemporaryFolder();
        var csv = folder.Write("posts.csv", "id,title,body\n" + string.Concat(texts.Select((text, i) => $"{i},{CorpusFiles.Quote(text.Title)},{CorpusFiles.Quote(text.Body)}\n")));
        var jsonl = folder.Write("posts.jsonl", string.Concat(texts.Select((text, i) => JsonSerializer.Serialize(new { id = i, title = text.Title, body = text.Body }) + "\n")));

        Assert.Equal(texts, (await CorpusFiles.ReadAsync(csv)).Select(post => (post.Title, post.Body)));
        Assert.Equal(texts, (await CorpusFiles.ReadAsync(jsonl)).Select(post => (post.Title, post.Body)));
    }

    [Fact]
    public async Task Dates_that_cannot_be_read_are_counted()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("posts.csv", "id,created_at,text\n1,03/04/2024,a\n2,yesterday,b\n3,,c\n4,2024-03-04 12:00:00,d\n");
        var oddities = new CorpusOddities();

        var posts = await CorpusFiles.ReadAsync(path, null, oddities);

        Assert.Equal([null, null, null, Noon], posts.Select(post => post.CreatedAt));
        Assert.Equal(2, oddities.UnreadableDates);
    }

    [Fact]
    public async Task Discourse_topic_takes_raw_before_cooked_and_the_title_on_the_first_post_only()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("topic.json", """
            {"id": 5, "title": "A question", "post_stream": {"posts": [
              {"id": 50, "username": "ada", "created_at": "2024-03-04T12:00:00.000Z", "post_number": 1, "raw": "**why**", "cooked": "<p>no</p>"},
              {"id": 51, "username": "bob", "created_at": "2024-03-04T12:00:00.000Z", "post_number": 2, "cooked": "<p>so</p>"}]}}
            """);

        Assert.Equal(
            [new Post("50", "5", "ada", Noon, "A question", "**why**", BodyFormat.Markdown), new Post("51", "5", "bob", Noon, "", "<p>so</p>", BodyFormat.Html)],
            await CorpusFiles.ReadAsync(path));
    }

    [Fact]
    public async Task Folder_of_topics_is_read_in_ordinal_order_and_damaged_ones_are_counted()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, id) in new[] { ("b.json", 2), ("a.10.json", 1), ("Z.json", 0) })
        {
            folder.Write(name, $$$"""{"id": {{{id}}}, "title": "t", "post_stream": {"posts": [{"id": {{{id}}}, "post_number": 1, "raw": "x"}]}}""");
        }

        folder.Write("c.json", """{"id": 3, "post_stream": """);
        var oddities = new CorpusOddities();

        var posts = await CorpusFiles.ReadAsync(folder.Path, null, oddities);

        Assert.Equal(["0", "1", "2"], posts.Select(post => post.Id));
        Assert.Equal((1, 1), (oddities.DamagedFileCount, oddities.DamagedFiles.Count));
        await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(folder.Path).AsTask());
    }

    [Fact]
    public async Task Only_damaged_topics_are_an_error()
    {
        using var folder = new TemporaryFolder();
        folder.Write("c.json", "{}");

        var error = await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(folder.Path, null, new CorpusOddities()).AsTask());

        Assert.StartsWith($"{folder.Path}: None of the files in it could be read; the first: ", error.Message, StringComparison.Ordinal);
    }
}
