using System.IO.Compression;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Dumps;

public class StackExchangePostsTests
{
    [Fact]
    public async Task Questions_and_answers_are_threads_and_both_ways_to_write_tags_are_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("Posts.xml", "\uFEFF" + """
            <?xml version="1.0" encoding="utf-8"?>
            <posts>
              <row Id="1" PostTypeId="1" CreationDate="2024-03-04T12:00:00.000" Body="&lt;p&gt;a&#x1F;&#xA;&lt;/p&gt;" OwnerUserId="7" Title="Why?" Tags="&lt;hops&gt;&lt;c++&gt;" />
              <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2024-03-04T12:00:00.000" Body="b" OwnerDisplayName="user9" />
              <row Id="3" PostTypeId="1" CreationDate="4/3/2024" Body="" Title="How?" Tags="|hops|c++|" />
              <row Id="4" PostTypeId="5" Body="wiki" />
            </posts>
            """);
        var noon = new DateTimeOffset(2024, 3, 4, 12, 0, 0, TimeSpan.Zero);
        var oddities = new CorpusOddities();

        Assert.Equivalent(
            new[]
            {
                new Post("1", "1", "7", noon, "Why?", "<p>a\u001F\n</p>", BodyFormat.Html) { Tags = ["hops", "c++"], Url = "/questions/1" },
                new Post("2", "1", "user9", noon, "", "b", BodyFormat.Html) { Url = "/a/2", ReplyTo = "1" },
                new Post("3", "3", "", null, "How?", "", BodyFormat.Html) { Tags = ["hops", "c++"], Url = "/questions/3" },
                new Post("4", "4", "", null, "", "wiki", BodyFormat.Html),
            },
            await CorpusFiles.ReadAsync(path, null, oddities),
            strict: true);
        Assert.Equal((1, 1), (oddities.UnreadableDates, oddities.DayOrMonthFirstDates));
    }

    [Fact]
    public async Task Sites_of_one_corpus_are_told_apart_by_their_names()
    {
        using var folder = new TemporaryFolder();
        const string Rows = """<posts><row Id="1" PostTypeId="1" OwnerUserId="7" Title="Why?" Body="a" /><row Id="2" PostTypeId="2" ParentId="1" OwnerDisplayName="x" Body="b" /></posts>""";
        foreach (var file in (string[])["a/Posts.xml", "b/Posts.xml", "c/b/Posts.xml", "sites/beer-Posts.xml", "sites/wine-Posts.xml"])
        {
            folder.Write(file, Rows);
        }

        ZipFile.CreateFromDirectory(folder.File("a"), folder.File("cider.zip"));

        var posts = await CorpusReader.ReadAsync(
            [folder.File("a"), folder.File("b"), folder.File("c"), folder.File("sites"), folder.File("cider.zip")], new PostColumns(), cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        string[] prefixes = ["", "b:", "b-2:", "beer:", "wine:", "cider:"];
        Assert.Equal(
            prefixes.SelectMany(prefix => new[] { ($"{prefix}1", $"{prefix}1", $"{prefix}7", ""), ($"{prefix}2", $"{prefix}1", "x", $"{prefix}1") }),
            posts.Select(post => (post.Id, post.ThreadId, post.Author, post.ReplyTo)));
        Assert.Equal(["/questions/1", "/a/2"], posts.Select(post => post.Url).Distinct());
    }

    [Fact]
    public async Task Files_of_one_site_share_their_threads()
    {
        using var folder = new TemporaryFolder();
        folder.Write("beer/Posts.xml", """<posts><row Id="1" PostTypeId="1" Title="Why?" Body="a" /></posts>""");
        folder.WriteBytes("beer/Posts.xml.gz", CorpusFiles.Gzip("""<posts><row Id="2" PostTypeId="2" ParentId="1" Body="b" /></posts>"""));

        Assert.Equal([("1", "1"), ("2", "1")], (await CorpusFiles.ReadAsync(folder.File("beer"))).Select(post => (post.Id, post.ThreadId)));
    }

    [Theory]
    [InlineData("<!DOCTYPE posts [<!ENTITY a \"aaaa\">]><posts><row Id=\"1\" Body=\"&a;\" /></posts>", ": The file is not valid XML, or declares a document type, which is refused. ")]
    [InlineData("<posts>\n<row Id=\"1\" Body=\"x\" />\n<row Id=\"2\" Bo", "(3): The file is not valid XML here (position 15 of the line), or is cut. ")]
    [InlineData("<posts>\n<row Body=\"x\" /></posts>", "(2): The row has no Id. ")]
    public async Task Error_names_place_problem_and_remedy(string content, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("Posts.xml", content);

        var error = await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(path).AsTask());

        Assert.Equal(path + message + "Expected Posts.xml of the Stack Exchange data dump: posts with rows that have Id and Body.", error.Message);
    }

    [Fact]
    public async Task Other_tables_of_a_site_are_passed_over_in_its_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Posts.xml", "<?xml version=\"1.0\"?>\n<!-- a > b -->\n<posts>\n<row Id=\"1\" Body=\"x\" /></posts>");
        folder.Write("Users.xml", "<?xml version=\"1.0\"?><users><row Id=\"1\" /></users>");
        var oddities = new CorpusOddities { StopsAtDamage = true };

        Assert.Single(await CorpusFiles.ReadAsync(folder.Path, null, oddities));
        Assert.Equal(folder.File("Users.xml"), Assert.Single(oddities.OtherFiles));
    }

    [Fact]
    public async Task Attribute_without_end_stops_before_it_fills_the_memory()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("Posts.xml", "<posts><row Id=\"1\" Body=\"");
        using (var file = new FileStream(path, FileMode.Append))
        {
            var piece = new byte[1 << 20];
            piece.AsSpan().Fill((byte)'x');
            for (var i = 0; i < 100; i++)
            {
                file.Write(piece);
            }
        }

        var error = await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(path).AsTask());

        Assert.EndsWith("The record is longer than 64 MiB. Check it for a quote that is not closed or line breaks that are missing.", error.Message, StringComparison.Ordinal);
    }
}
