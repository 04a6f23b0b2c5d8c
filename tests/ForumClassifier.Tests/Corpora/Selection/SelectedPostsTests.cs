using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Selection;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Selection;

public sealed class SelectedPostsTests : IDisposable
{
    private const string Csv = """
        id,thread_id,author,created_at,title,body,score
        1,a,ann,2024-01-01,Start,one,3
        2,b,bob,2024-01-02,Memory,two,
        3,a,cid,2024-01-05,,three,10
        4,c,dan,2024-01-04,,five,2
        5,a,eve,2024-01-03,,four,9
        6,c,fay,2024-01-03,,six,1

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_thread_is_its_opening_post_with_all_bodies_in_the_order_of_time()
    {
        var threads = await ReadAsync(Csv, PostUnit.Thread);

        Assert.Equal(
            [
                ("a", "a", "ann", "Start", "one\n\nfour\n\nthree"),
                ("b", "b", "bob", "Memory", "two"),
                ("c", "c", "fay", "", "six\n\nfive"),
            ],
            threads.Select(thread => (thread.Id, thread.ThreadId, thread.Author, thread.Title, thread.Body)));
        Assert.Equal(new DateTimeOffset(2024, 1, 3, 0, 0, 0, TimeSpan.Zero), threads[2].CreatedAt);
    }

    [Fact]
    public async Task An_opening_post_is_the_only_one_with_a_title_or_the_earliest()
    {
        Assert.Equal(["1", "2", "6"], (await ReadAsync(Csv, PostUnit.OpeningPost)).Select(post => post.Id));
        Assert.Equal(["8"], (await ReadAsync("id,thread_id,created_at,title,body\n7,a,2024-01-01,,moved here\n8,a,2024-01-02,Start,one\n", PostUnit.OpeningPost)).Select(post => post.Id));
        Assert.Equal(["7"], (await ReadAsync("id,thread_id,created_at,body\n7,a,,one\n8,a,2024-01-02,two\n", PostUnit.OpeningPost)).Select(post => post.Id));
    }

    [Fact]
    public async Task Conditions_may_ask_for_any_column_of_a_table_and_for_fields_of_posts()
    {
        Assert.Equal(["3", "5"], (await ReadAsync(Csv, PostUnit.Post, "score > 3", "author != bob")).Select(post => post.Id));
        Assert.Equal(["2", "3", "4", "5", "6"], (await ReadAsync(Csv, PostUnit.Post, "created_at > 2024-01-01T12:00:00Z", "body_format = text")).Select(post => post.Id));
    }

    [Fact]
    public async Task A_thread_is_made_of_the_posts_that_meet_the_conditions_and_an_answer_never_becomes_the_opening_post()
    {
        Assert.Equal([("a", "four\n\nthree")], (await ReadAsync(Csv, PostUnit.Thread, "score > 3")).Select(thread => (thread.Id, thread.Body)));
        Assert.Empty(await ReadAsync(Csv, PostUnit.OpeningPost, "score > 3"));
    }

    [Fact]
    public async Task A_column_that_does_not_exist_is_named_with_those_that_do()
    {
        var error = await Assert.ThrowsAsync<InputException>(() => ReadAsync(Csv, PostUnit.Post, "rating > 3"));

        Assert.Equal($"{_folder.File("posts.csv")}(2): There is no column 'rating'; there are: id, thread_id, author, created_at, title, body, score. Ask for one that exists with --where.", error.Message);
    }

    [Fact]
    public async Task Threads_that_lie_anywhere_are_gathered_as_memory_would()
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 3000).Select(i => (Id: $"{i}", Thread: $"t{random.Next(400)}", Body: OddTexts.Next(random))).ToList();
        var csv = "id,thread_id,body\n" + string.Concat(rows.Select(row => $"{row.Id},{row.Thread},{CorpusFiles.Quote(row.Body)}\n"));

        var threads = await ReadAsync(csv, PostUnit.Thread);

        Assert.Equal(
            rows.GroupBy(row => row.Thread).Select(thread => (thread.Key, string.Join("\n\n", thread.Select(row => row.Body).Where(body => body.Length > 0)))),
            threads.Select(thread => (thread.Id, thread.Body)));
    }

    [Fact]
    public async Task Of_a_long_thread_the_posts_after_a_million_characters_are_left_out_and_counted()
    {
        var oddities = new CorpusOddities();
        string Row(int id, string thread, char body, int length) => $"{id},{thread},{new string(body, length)}\n";
        var csv = "id,thread_id,body\n" + Row(1, "a", 'x', 600_000) + Row(2, "b", 'y', 999_999) + Row(3, "a", 'z', 600_000) + Row(4, "a", 'z', 1) + Row(5, "b", 'y', 1) + Row(6, "a", 'z', 1);
        var path = _folder.Write("posts.csv", csv);

        var threads = await SelectedPosts.ReadAsync([path], new PostColumns(), new PostSelection(PostUnit.Thread, []), oddities, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1_200_002, 1_000_002], threads.Select(thread => thread.Body.Length));
        Assert.Equal((1, 2), (oddities.LongThreads, oddities.PostsOfLongThreads));
        Assert.Equal("Threads longer than 1,000,000 characters, whose later posts were left out: 1 (2 posts).", Assert.Single(CorpusWarnings.Of(oddities)));
    }

    [Fact]
    public async Task Code_that_a_post_leaves_open_does_not_swallow_the_next()
    {
        var posts = await ReadAsync("id,thread_id,body,body_format\n1,a,\"```py\nx\",markdown\n2,a,ok,markdown\n", PostUnit.Thread);

        Assert.Equal("```py\nx\n```\n\nok", Assert.Single(posts).Body);
    }

    [Fact]
    public async Task Bodies_of_different_formats_become_plain_text()
    {
        var thread = Assert.Single(await ReadAsync("id,thread_id,body,body_format\n1,a,<p>a &lt; b</p>,html\n2,a,*ok*,text\n", PostUnit.Thread));

        Assert.Equal(("a < b\n\n*ok*", BodyFormat.Text), (thread.Body, thread.BodyFormat));
    }

    private async Task<List<Post>> ReadAsync(string csv, PostUnit unit, params string[] conditions)
    {
        var selection = new PostSelection(unit, [.. conditions.Select(text => PostCondition.Parse(text)!)]); // all are conditions
        return await SelectedPosts.ReadAsync([_folder.Write("posts.csv", csv)], new PostColumns(), selection, cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }
}
