using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Dumps;

public class GitHubPostsTests
{
    private static readonly DateTimeOffset Noon = new(2024, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private const string Issue = """{"url": "https://api.github.com/repos/o/r/issues/7", "repository_url": "https://api.github.com/repos/o/r", "html_url": "https://github.com/o/r/issues/7", "id": 900, "number": 7, "title": "It breaks", "user": {"login": "ada", "id": 1}, "labels": [{"id": 1, "name": "bug"}, {"id": 2, "name": "good first issue"}], "state": "open", "created_at": "2024-03-04T12:00:00Z", "body": "See **log**"}""";
    private const string Pull = """{"url": "https://api.github.com/repos/o/r/issues/8", "html_url": "https://github.com/o/r/pull/8", "id": 901, "number": 8, "title": "Mend it", "user": null, "labels": [], "created_at": "2024-03-04T12:00:00Z", "pull_request": {"url": "https://api.github.com/repos/o/r/pulls/8"}, "body": null}""";
    private const string Comment = """{"url": "https://api.github.com/repos/o/r/issues/comments/55", "html_url": "https://github.com/o/r/pull/8#issuecomment-55", "issue_url": "https://api.github.com/repos/o/r/issues/8", "id": 55, "user": {"login": "bob"}, "created_at": "2024-03-04T12:00:00Z", "body": "Thanks"}""";

    private static readonly Post[] Posts =
    [
        new("o/r/issues/7", "o/r/issues/7", "ada", Noon, "It breaks", "See **log**", BodyFormat.Markdown) { Category = "issue", Tags = ["bug", "good first issue"], Url = "https://github.com/o/r/issues/7" },
        new("o/r/issues/8", "o/r/issues/8", "", Noon, "Mend it", "", BodyFormat.Markdown) { Category = "pull request", Url = "https://github.com/o/r/pull/8" },
        new("o/r/issues/8#issuecomment-55", "o/r/issues/8", "bob", Noon, "", "Thanks", BodyFormat.Markdown) { Category = "pull request", Url = "https://github.com/o/r/pull/8#issuecomment-55" },
    ];

    [Theory]
    [InlineData("a.json", "[{0},\n{1},\n{2}]")]
    [InlineData("a.json", "[{0},{1}]\n[{2}]")]
    [InlineData("a.jsonl", "{0}\n{1}\n{2}\n")]
    [InlineData("a.ndjson", "{0}\n{1}\n{2}")]
    public async Task Issues_pull_requests_and_comments_are_threads(string name, string layout)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, layout.Replace("{0}", Issue, StringComparison.Ordinal).Replace("{1}", Pull, StringComparison.Ordinal).Replace("{2}", Comment, StringComparison.Ordinal));

        Assert.Equivalent(Posts, await CorpusFiles.ReadAsync(path), strict: true);
    }

    [Fact]
    public async Task One_object_a_file_and_comments_before_their_issue_are_read_and_doubles_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("comments/55.json", Comment);
        folder.Write("issues/7.json", Issue);
        folder.Write("issues/8.json", Pull);
        folder.Write("pulls/8.json", Pull.Replace("repos/o/r/issues/8", "repos/o/r/pulls/8", StringComparison.Ordinal).Replace("901", "333", StringComparison.Ordinal));
        var oddities = new CorpusOddities();

        var posts = await CorpusFiles.ReadAsync(folder.Path, null, oddities);

        Assert.Equivalent(new[] { Posts[2], Posts[0], Posts[1] }, posts, strict: true);
        Assert.Equal((1, "o/r/issues/8"), (oddities.DoublePosts, Assert.Single(oddities.FirstDoublePosts)));
    }

    [Fact]
    public async Task Comment_on_code_names_the_one_it_answers()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.json", """[{"pull_request_url": "https://api.github.com/repos/o/r/pulls/8", "id": 5, "in_reply_to_id": 4, "user": {"login": "ada"}, "body": "x", "html_url": "https://github.com/o/r/pull/8#discussion_r5"}]""");

        var post = Assert.Single(await CorpusFiles.ReadAsync(path));

        Assert.Equal(("o/r/issues/8#discussion_r5", "o/r/issues/8", "o/r/issues/8#discussion_r4", "pull request"), (post.Id, post.ThreadId, post.ReplyTo, post.Category));
    }

    [Fact]
    public async Task Table_that_names_its_columns_stays_a_table()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.jsonl", Issue);

        var post = Assert.Single(await CorpusFiles.ReadAsync(path, new PostColumns { TextColumns = ["title", "body"], ThreadColumn = "number" }));

        Assert.Equal(("900", "7", BodyFormat.Text), (post.Id, post.ThreadId, post.BodyFormat));
    }
}
