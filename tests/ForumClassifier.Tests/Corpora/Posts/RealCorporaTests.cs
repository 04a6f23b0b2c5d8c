using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using AngleSharp.Html.Parser;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Texts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Posts;

public class RealCorporaTests
{
    [SlowFact]
    public async Task Technical_forum_is_read_whole_in_constant_memory()
    {
        var path = SharedData.Require("data", "corpora", "technical-forum.jsonl.gz");
        var oddities = new CorpusOddities();
        var (posts, characters, dated, mostMemory) = (0L, 0L, 0L, 0L);

        var watch = Stopwatch.StartNew();
        await foreach (var post in CorpusReader.ReadAsync([path], new PostColumns { TextColumns = ["title", "text"] }, oddities, TestContext.Current.CancellationToken))
        {
            posts++;
            characters += PostText.Compose(post).Length;
            dated += post.CreatedAt is null ? 0 : 1;
            mostMemory = posts % 10_000 == 0 ? Math.Max(mostMemory, GC.GetTotalMemory(forceFullCollection: true)) : mostMemory;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{posts} posts, {characters} characters, {dated} dated, {oddities.UnreadableDates} unreadable dates, {watch.Elapsed.TotalSeconds:F1} s, {mostMemory / 1e6:F0} MB");
        Assert.Equal(158_436, posts);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
        Assert.InRange(mostMemory, 0, 100_000_000);
    }

    [SlowFact]
    public async Task Labelled_sets_are_read_whole()
    {
        await Expect(1500, new PostColumns(), "nlbse24", "train.csv");
        await Expect(1500, new PostColumns(), "nlbse24", "test.csv");
        await Expect(1600, new PostColumns(), "se-emotion", "train.csv");
        await Expect(400, new PostColumns(), "se-emotion", "test.csv");
        await Expect(900, new PostColumns { TextColumns = ["title", "body_html"], BodyFormat = BodyFormat.Html }, "lowcode-so", "coded.csv");
        await Expect(294, new PostColumns(), "emse-ml-issues", "labelled.csv");

        static async Task Expect(int rows, PostColumns columns, params string[] path)
        {
            var oddities = new CorpusOddities();
            var posts = await CorpusFiles.ReadAsync(SharedData.Require(["data", .. path]), columns, oddities);
            var empty = posts.Count(post => PostText.Compose(post).Length == 0);
            TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join('/', path)}: {posts.Count} posts, {empty} empty, {posts.Count(post => post.CreatedAt is null)} undated, {oddities.UnreadableDates} unreadable dates");
            Assert.Equal(rows, posts.Count);
        }
    }

    /// <summary>The words are those of AngleSharp's own tree.</summary>
    [SlowFact]
    public async Task Discourse_forum_is_read_whole_and_its_html_loses_no_word()
    {
        using var folder = new TemporaryFolder();
        await using (var archive = new GZipStream(File.OpenRead(SharedData.Require("data", "urho3d", "topics-json.tar.gz")), CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(archive, folder.Path, overwriteFiles: false, TestContext.Current.CancellationToken);
        }

        var parser = new HtmlParser();
        var watch = Stopwatch.StartNew();
        var posts = await CorpusFiles.ReadAsync(folder.File("json"));
        var seconds = watch.Elapsed.TotalSeconds;

        foreach (var post in posts.Where((_, i) => i % 10 == 0))
        {
            var tree = parser.ParseDocument(post.Body);
            foreach (var element in tree.QuerySelectorAll("script, style, iframe").ToList())
            {
                element.Remove();
            }

            Assert.Equal(Letters(tree.DocumentElement.TextContent), Letters(string.Concat(HtmlBody.Read(post.Body, showImages: false).Select(segment => segment.Text))));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{posts.Count} posts in {seconds:F1} s");
        Assert.Equal((36_990, 5_046), (posts.Count, posts.Select(post => post.ThreadId).Distinct().Count()));
        Assert.True(posts.Count(post => post.Title.Length > 0) is > 5_000 and <= 5_046);

        static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }
}
