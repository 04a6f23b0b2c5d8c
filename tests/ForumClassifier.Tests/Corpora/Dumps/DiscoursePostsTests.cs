using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Dumps;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Dumps;

public class DiscoursePostsTests
{
    private static readonly DateTimeOffset Noon = new(2024, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private const string Topic = """
        {"post_stream": {"posts": [
            {"id": 50, "username": "ada", "created_at": "2024-03-04T12:00:00.000Z", "post_number": 1, "cooked": "<p>why</p>", "topic_id": 5, "reply_to_post_number": null},
            {"id": 51, "username": "bob", "created_at": "2024-03-04T12:00:00.000Z", "post_number": 2, "cooked": "<p>so</p>", "topic_id": 5, "reply_to_post_number": 1}],
          "stream": [50, 51, 60, 71, 72]},
         "id": 5, "title": "A question", "slug": "a-question", "category_id": 9, "tags": ["old", {"id": 3, "name": "new", "slug": "n"}]}
        """;

    private const string Page = """
        {"post_stream": {"posts": [
            {"id": 60, "username": "ada", "created_at": "2024-03-04T12:00:00.000Z", "post_number": 3, "cooked": "<p>thus</p>", "topic_id": 5, "topic_slug": "a-question", "reply_to_post_number": 2},
            {"id": 51, "username": "bob", "created_at": "2024-03-04T12:00:00.000Z", "post_number": 2, "cooked": "<p>again</p>", "topic_id": 5, "topic_slug": "a-question"}]},
         "id": 5}
        """;

    private static readonly Post Third = new("60", "5", "ada", Noon, "", "<p>thus</p>", BodyFormat.Html) { Category = "9", Tags = ["old", "new"], Url = "/t/a-question/5/3", ReplyTo = "51" };

    [Fact]
    public async Task Topic_and_its_further_posts_are_joined_and_what_is_in_neither_is_missing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("t/5.json", Topic);
        folder.Write("t/5/posts.json", Page);
        var oddities = new CorpusOddities();

        var posts = await CorpusFiles.ReadAsync(folder.Path, null, oddities);

        Assert.Equivalent(
            new[]
            {
                new Post("50", "5", "ada", Noon, "A question", "<p>why</p>", BodyFormat.Html) { Category = "9", Tags = ["old", "new"], Url = "/t/a-question/5/1" },
                new Post("51", "5", "bob", Noon, "", "<p>so</p>", BodyFormat.Html) { Category = "9", Tags = ["old", "new"], Url = "/t/a-question/5/2", ReplyTo = "50" },
                Third,
            },
            posts,
            strict: true);
        Assert.Equal((1, "51"), (oddities.DoublePosts, Assert.Single(oddities.FirstDoublePosts)));
        Assert.Equal((2, new MissingPosts(5, 2)), (oddities.MissingPosts, Assert.Single(oddities.TopicsWithMissingPosts)));
        Assert.Equal(["discourse topic", "discourse posts"], oddities.Formats.Select(format => format.Format));
    }

    [Fact]
    public async Task Further_posts_that_come_before_their_topic_keep_their_thread_and_the_title_stays_on_the_first_post()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.json", Page);
        folder.Write("2.json", Topic);
        var oddities = new CorpusOddities();

        var posts = await CorpusFiles.ReadAsync(folder.Path, null, oddities);

        Assert.Equal([("60", "5", ""), ("51", "5", ""), ("50", "5", "A question")], posts.Select(post => (post.Id, post.ThreadId, post.Title)));
        Assert.Equal((1, 2), (oddities.DoublePosts, oddities.MissingPosts));
    }

    [Fact]
    public async Task Single_posts_take_raw_before_cooked_and_the_title_on_the_first_of_a_topic()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.json", """{"id": 7, "username": "ada", "post_number": 1, "topic_id": 3, "topic_title": "Hello", "topic_slug": "hello", "category_slug": "news", "raw": "*hi*", "cooked": "<em>hi</em>"}""");
        folder.Write("2.json", """{"id": 8, "username": "bob", "post_number": 2, "topic_id": 3, "topic_title": "Hello", "topic_slug": "hello", "category_slug": "news", "cooked": "", "reply_to_post_number": 1, "post_url": "/t/hello/3/2"}""");

        Assert.Equivalent(
            new[]
            {
                new Post("7", "3", "ada", null, "Hello", "*hi*", BodyFormat.Markdown) { Category = "news", Url = "/t/hello/3/1" },
                new Post("8", "3", "bob", null, "", "", BodyFormat.Html) { Category = "news", Url = "/t/hello/3/2", ReplyTo = "7" },
            },
            await CorpusFiles.ReadAsync(folder.Path),
            strict: true);
    }

    [Fact]
    public async Task Posts_of_two_forums_with_one_number_are_two_posts()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, time) in new[] { ("a", "2024-03-04T12:00:00Z"), ("b", "2023-03-04T12:00:00Z"), ("c", "2024-03-04T12:00:00Z"), ("d", "2023-03-04T12:00:00Z") })
        {
            folder.Write($"{name}.json", $$"""{"id": 7, "created_at": "{{time}}", "post_number": 1, "topic_id": 3, "raw": "{{name}}"}""");
        }

        Assert.Equal(["a", "b"], (await CorpusFiles.ReadAsync(folder.Path)).Select(post => post.Body));
    }

    [Fact]
    public async Task Very_long_topic_without_a_list_is_counted()
    {
        using var folder = new TemporaryFolder();
        folder.Write("5.json", """{"post_stream": {"posts": [{"id": 1, "post_number": 1, "cooked": "a"}]}, "id": 5, "title": "Long", "posts_count": 12000, "category_id": 2}""");
        folder.Write("6.json", """{"post_stream": {"posts": [{"id": 9000, "post_number": 9000, "cooked": "z"}]}, "id": 5}""");
        var oddities = new CorpusOddities();

        var posts = await CorpusFiles.ReadAsync(folder.Path, null, oddities);

        Assert.Equal([("Long", "2"), ("", "2")], posts.Select(post => (post.Title, post.Category)));
        Assert.Equal((1, 0), (oddities.TopicsWithoutList, oddities.MissingPosts));
    }

    [Theory]
    [InlineData("""{"post_stream": {}, "id": 5}""", ": The topic holds no post_stream.posts. Expected a Discourse topic or its posts: an object with post_stream.posts, each with id, post_number and raw or cooked.")]
    [InlineData("""{"post_stream": {"posts": [{"id": 1, "raw": "x"}, {"id": 2}]}, "id": 5}""", ": Post 2 of the topic has no id or no text. Expected a Discourse topic or its posts: an object with post_stream.posts, each with id, post_number and raw or cooked.")]
    [InlineData("{\"post_stream\":\n{\"posts\": [{\"id\": 1, \"raw\": \"x\"}", "(2): The file is not valid JSON (byte 33 of the line or of the object). Expected a JSON object, an array of objects, or an object a line.")]
    [InlineData("[{\"topic_id\": 1, \"post_number\": 1, \"id\": 1, \"raw\": \"x\"},\n", "(2): The file ends inside an array. Get the file again; it is cut.")]
    [InlineData("[1]", "(1): The file is not valid JSON, or holds something else than objects here. Expected a JSON object, an array of objects, or an object a line.")]
    public async Task Error_names_place_problem_and_remedy(string content, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.json", content);

        var error = await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(path).AsTask());

        Assert.Equal(path + message, error.Message);
    }
}
