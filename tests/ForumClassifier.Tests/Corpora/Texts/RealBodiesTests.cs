using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using AngleSharp.Html.Parser;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Texts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Texts;

/// <summary>The properties of bodies, on those of forums.</summary>
public class RealBodiesTests
{
    [SlowFact]
    public async Task No_text_of_Discourse_pages_is_lost_and_cleaning_twice_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        await using (var archive = new GZipStream(File.OpenRead(SharedData.Require("data", "urho3d", "topics-json.tar.gz")), CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(archive, folder.Path, overwriteFiles: false, TestContext.Current.CancellationToken);
        }

        var posts = await CorpusFiles.ReadAsync(folder.File("json"));

        Check([.. posts.Where((_, i) => i % 10 == 0)], body => body);
    }

    [SlowFact]
    public async Task No_text_of_issue_reports_is_lost_and_cleaning_twice_changes_nothing() => Check(
        await CorpusFiles.ReadAsync(SharedData.Require("data", "nlbse24", "train.csv"), new PostColumns { BodyFormat = BodyFormat.Markdown }), body => Markdig.Markdown.ToHtml(body));

    [SlowFact]
    public async Task No_text_of_questions_is_lost_and_cleaning_twice_changes_nothing() => Check(
        await CorpusFiles.ReadAsync(SharedData.Require("data", "lowcode-so", "coded.csv"), new PostColumns { TextColumns = ["title", "body_html"], BodyFormat = BodyFormat.Html }), body => body);

    private static void Check(List<Post> posts, Func<string, string> toPage)
    {
        var counts = new SortedDictionary<SegmentKind, int>();
        var random = new Random(1);
        List<string> lost = [], changing = [];
        foreach (var post in posts)
        {
            var segments = BodyText.Read(post.Body, post.BodyFormat);
            foreach (var kind in segments.Where(segment => segment.Text.Length > 0).Select(segment => segment.Kind).Distinct())
            {
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
            }

            var page = new HtmlParser().ParseDocument(toPage(post.Body));
            foreach (var element in page.QuerySelectorAll("script, style, iframe, noembed, noframes").ToList())
            {
                element.Remove();
            }

            if (!Holds(WebUtility.HtmlDecode(page.DocumentElement.TextContent), WebUtility.HtmlDecode(string.Concat(segments.Select(segment => segment.Text)))))
            {
                lost.Add(post.Id);
            }

            var template = Templates.Any(random);
            var once = BodyText.Compose(post.Body, post.BodyFormat, post.Author, template);
            if (once != BodyText.Compose(once, BodyFormat.Text, post.Author, template))
            {
                changing.Add(post.Id);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{posts.Count} posts; with {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");
        Assert.Empty(lost);
        Assert.Empty(changing);
    }

    private static bool Holds(string visible, string text)
    {
        var at = 0;
        foreach (var c in visible.Where(c => !char.IsWhiteSpace(c)))
        {
            at = text.IndexOf(c, at) + 1;
            if (at == 0)
            {
                return false;
            }
        }

        return true;
    }
}
