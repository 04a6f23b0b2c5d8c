using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary><c>corpus convert</c>, and the choice of posts that <c>label</c> shares with it.</summary>
[Collection(typeof(ProgramTests))]
public sealed class CorpusConvertTests : IDisposable
{
    private const string Header = "id,thread_id,author,created_at,title,body,body_format,category,tags,url,reply_to\n";
    private const string Posts = Header
        + "1,a,ann,2024-01-01T00:00:00Z,Start,\"It fails,\n\"\"always\"\"\",markdown,help,c++;a b,https://x/1,\n"
        + "2,a,bob,,,😀,text,help,,,1\n"
        + "2,b,cid,2024-03-04T12:00:00.5Z,,x,html,,,,\n";

    private const string Doubled = "Warning: Posts whose id an earlier one has, written all the same: 1 (2).\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Posts_come_back_equal_through_every_format()
    {
        _folder.Write("posts.csv", Posts);

        foreach (var (from, to) in new[] { ("posts.csv", "posts.parquet"), ("posts.parquet", "posts.jsonl"), ("posts.jsonl", "again.csv") })
        {
            var run = await BuiltProgram.RunAsync(_folder.Path, "corpus", "convert", "--corpus", from, "--output", to);
            Assert.Equal((0, $"Converted 3 posts (1 without a date)\nWrote {to}\n", Doubled), (run.ExitCode, run.Output, run.Error));
        }

        Assert.Equal(Posts, await File.ReadAllTextAsync(_folder.File("again.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Threads_are_written_as_posts_and_counts_as_json()
    {
        _folder.Write("posts.csv", Posts);

        var run = await BuiltProgram.RunAsync(_folder.Path, "corpus", "convert", "--corpus", "posts.csv", "--unit", "thread", "--where", "thread_id != b", "--where", "body != y", "--output", "threads.csv", "--json");

        Assert.Equal(
            (0, "{\"output\":\"threads.csv\",\"posts\":1,\"undated\":0,\"unreadable_dates\":0,\"doubled_ids\":0,\"damaged_files\":0}\n", ""),
            (run.ExitCode, run.Output, run.Error));
        Assert.Equal(Header + "a,a,ann,2024-01-01T00:00:00Z,Start,\"It fails,\n\"\"always\"\"\n\n😀\",text,help,c++;a b,https://x/1,\n", await File.ReadAllTextAsync(_folder.File("threads.csv"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(2, "--where body:x --where =3", "--where body:x: " + Expected + "\n--where =3: " + Expected)]
    [InlineData(2, "--where created_at>=yesterday", "--where created_at>=yesterday: The value is no time. Expected ISO 8601, year first, such as \"created_at >= 2024-01-01\".")]
    [InlineData(1, "--where score>3", "posts.csv(2): There is no column 'score'; there are: id, thread_id, author, created_at, title, body, body_format, category, tags, url, reply_to. Ask for one that exists with --where.")]
    [InlineData(1, "--output posts.txt", "posts.txt: The ending of the name does not say how to write the posts. Let it end in .csv, .jsonl or .parquet.")]
    [InlineData(1, "--output posts.csv", "posts.csv: This is a file of the corpus, or lies in its folder. Choose another --output.")]
    [InlineData(1, "--output old.csv", "old.csv: The file exists already. Choose another --output, or add --overwrite to replace it.")]
    public async Task What_does_not_fit_is_refused_and_nothing_is_written(int exitCode, string options, string message)
    {
        _folder.Write("posts.csv", Posts);
        _folder.Write("old.csv", "kept");
        var more = options.Split(' ');

        await Refusal.AssertAsync(_folder, exitCode, message, ["corpus", "convert", "--corpus", "posts.csv", .. options.Contains("--output", StringComparison.Ordinal) ? more : ["--output", "new.csv", .. more]]);
    }

    private const string Expected = "Expected \"COLUMN OP VALUE\", such as \"created_at >= 2024-01-01\"; OP is =, !=, <, <=, >, >= or contains.";
}
