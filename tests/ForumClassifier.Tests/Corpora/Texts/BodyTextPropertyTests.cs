using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Texts;

namespace ForumClassifier.Tests.Corpora.Texts;

/// <summary>What holds for every body: on bodies put together of pieces by chance.</summary>
public class BodyTextPropertyTests
{
    private const int Bodies = 300;

    private static readonly string[] Words =
        ["it fails", "Hi all,", "Hello", "Thanks", "Bob", "-- ", ">", "> old", ">>> 1", "Best regards,", "a@b.org", "a@b.org@c.org", "Ann", "@ann", "https://example.org/a?b=(1).", "www.example.org", "ERROR: no", "[CODE]", "[LINK]", "[",
            "12:30:01 x", "    at a.b.C(D.java:1)", "Traceback (most recent call last):", "  File \"a.py\", line 1", "ValueError: no", "On Monday, Ann wrote:", "x < 2", "a & b", "\u00E9\U0001F600", "1.", "**b**", "*", "_a_"];

    private static readonly string[] Markdown = [.. Words, "```", "`code <b>`", "[page](https://example.org)", "![shot](a.png)", "[quote=\"ann, post:1\"]", "[/quote]", "<!-- no -->", "<b>bold</b>", "<details>", "<T>", "# Title", "- item", "    code", "&lt;x&gt; &eacute;", "\\*", "[a][1]"];

    private static readonly string[] BbCode = [.. Words, "[quote=ann]", "[/quote]", "[code]", "[/code]", "[b]", "[/b]", "[foo]", "[url=x]", "[/url]", "[img]a.png[/img]", "[*]"];

    [Fact]
    public void Plain_text_under_keep_is_the_text_itself()
    {
        foreach (var (body, _) in Made(Words))
        {
            Assert.Equal(body, string.Concat(BodyText.Read(body, BodyFormat.Text).Select(segment => segment.Text)));
            Assert.Equal(body.Trim(), BodyText.Compose(body, BodyFormat.Text, "Ann", TextTemplate.KeepEverything));
        }
    }

    /// <summary>Against the page AngleSharp's parser makes of it.</summary>
    [Fact]
    public void Html_under_keep_loses_no_text()
    {
        string[] elements = ["p", "div", "b", "pre", "blockquote", "aside class=quote", "aside class=onebox", "a class=mention", "a href=x", "span class=mention", "div class=lightbox-wrapper", "ul", "li", "code"];
        foreach (var (text, random) in Made(Words))
        {
            var body = new StringBuilder();
            foreach (var line in text.Split('\n'))
            {
                var element = elements[random.Next(elements.Length)];
                body.Append('<').Append(element).Append('>').Append(WebUtility.HtmlEncode(line)).Append(random.Next(4) == 0 ? "<img alt='shot'>" : "").Append(random.Next(8) == 0 ? "" : $"</{element.Split(' ')[0]}>");
            }

            var visible = new HtmlParser().ParseDocument(body.ToString()).DocumentElement.TextContent;

            AssertHolds(visible, BodyText.Compose(body.ToString(), BodyFormat.Html, "", TextTemplate.KeepEverything), body.ToString());
        }
    }

    /// <summary>Against the page Markdig makes of it.</summary>
    [Fact]
    public void Markdown_under_keep_loses_no_text()
    {
        foreach (var (body, _) in Made(Markdown))
        {
            var visible = new HtmlParser().ParseDocument(Markdig.Markdown.ToHtml(body)).DocumentElement.TextContent;

            // in code the page shows an entity as it was written
            AssertHolds(WebUtility.HtmlDecode(visible), WebUtility.HtmlDecode(BodyText.Compose(body, BodyFormat.Markdown, "", TextTemplate.KeepEverything)), body);
        }
    }

    [Fact]
    public void BbCode_under_keep_loses_no_text()
    {
        foreach (var (body, _) in Made(BbCode))
        {
            var text = BodyText.Compose(body, BodyFormat.BbCode, "", TextTemplate.KeepEverything);

            foreach (var word in Words.Where(word => !word.Contains('[', StringComparison.Ordinal) && word != "*"))
            {
                Assert.Equal(Count(body, word.Trim()), Count(text, word.Trim()));
            }
        }
    }

    [Theory]
    [InlineData(BodyFormat.Text)]
    [InlineData(BodyFormat.Markdown)]
    [InlineData(BodyFormat.BbCode)]
    [InlineData(BodyFormat.Html)]
    public void Cleaning_the_cleaned_text_changes_nothing(BodyFormat format)
    {
        foreach (var (body, random) in Made(format == BodyFormat.BbCode ? BbCode : Markdown))
        {
            var template = Templates.Any(random);

            var once = BodyText.Compose(body, format, "Ann", template);

            Assert.Equal(once, BodyText.Compose(once, BodyFormat.Text, "Ann", template));
        }
    }

    private static IEnumerable<(string Body, Random Random)> Made(string[] pieces)
    {
        for (var seed = 0; seed < Bodies; seed++)
        {
            var random = new Random(seed);
            yield return (string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(3) == 0 ? " " : random.Next(3) == 0 ? "\n\n" : "\n"))), random);
        }
    }

    /// <summary>Every character that shows is there, in the same order; there may be others between.</summary>
    private static void AssertHolds(string visible, string text, string body)
    {
        var at = 0;
        foreach (var c in visible.Where(c => !char.IsWhiteSpace(c)))
        {
            at = text.IndexOf(c, at) + 1;
            Assert.True(at > 0, $"'{c}' of {visible} is lost in {text}, made of {body}");
        }
    }

    private static int Count(string text, string word) => word.Length == 0 ? 0 : (text.Length - text.Replace(word, "", StringComparison.Ordinal).Length) / word.Length;
}
