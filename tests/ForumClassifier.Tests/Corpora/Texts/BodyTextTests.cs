using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Texts;

namespace ForumClassifier.Tests.Corpora.Texts;

public class BodyTextTests
{
    [Theory]
    [InlineData("<p>Try this:</p><pre><code>a = 1\nb</code></pre><p>It works.</p>", "Prose:Try this:|Code:a = 1\nb|Prose:It works.")]
    [InlineData("<aside class=\"quote no-group\"><div class=title>ann:</div><blockquote><p>old</p></blockquote></aside><p>new</p>", "Quote:ann:\nold|Prose:new")]
    [InlineData("<blockquote>a<blockquote>b</blockquote><pre>c</pre></blockquote>d", "Quote:a\nb\nc|Prose:d")]
    [InlineData("<p><a class=\"mention\" href=\"/u/bob\">@bob</a> look</p>", "Mention:@bob|Prose:look")]
    [InlineData("<p>nice <img class=\"emoji\" alt=\":smile:\"> one</p>", "Prose:nice :smile: one")]
    [InlineData("<p>see<img alt=\"a chart\">here</p>", "Prose:see|Image:a chart|Prose:here")]
    [InlineData("<div class=\"lightbox-wrapper\"><a class=\"lightbox\"><img alt=\"shot\"><div class=meta><span>shot.png</span></div></a></div><p>b</p>", "Image:shot\nshot.png|Prose:b")]
    [InlineData("<aside class=\"onebox\"><header>example.org</header><article><h3>A page</h3></article></aside>", "Link:example.org\nA page")]
    [InlineData("<p>at https://example.org/a?b=1.</p>", "Prose:at|Link:https://example.org/a?b=1|Prose:.")]
    [InlineData("<p>unclosed <a class=mention>@bob</p><p>prose", "Prose:unclosed|Mention:@bob|Prose:prose")]
    [InlineData("<pre>java.lang.IllegalStateException: no\n    at org.app.Main.run(Main.java:12)\n    at org.app.Main.main(Main.java:3)</pre>", "Log:java.lang.IllegalStateException: no\n    at org.app.Main.run(Main.java:12)\n    at org.app.Main.main(Main.java:3)")]
    public void Html_is_told_apart(string body, string expected) => Assert.Equal(expected, Shown(body, BodyFormat.Html));

    [Theory]
    [InlineData("Text\n\n```py\nx = 1\n```\nmore", "Prose:Text|Code:```py\nx = 1\n```|Prose:more")]
    [InlineData("Text\n\n    x = 1\n\nmore", "Prose:Text|Code:x = 1|Prose:more")]
    [InlineData("> old\n> older\n\nnew", "Quote:> old\n> older|Prose:new")]
    [InlineData("[quote=\"ann, post:1, topic:2\"]\nold\n[quote=\"bob\"]older[/quote]\n[/quote]\nnew", "Quote:[quote=\"ann, post:1, topic:2\"]\nold\n[quote=\"bob\"]older[/quote]\n[/quote]|Prose:new")]
    [InlineData("[quote]never closed", "Prose:[quote]never closed")]
    [InlineData("```\n[quote]\n```\na [/quote]", "Code:```\n[quote]\n```|Prose:a [/quote]")]
    [InlineData("see [the page](https://example.org/a_(b)) now", "Prose:see|Link:[the page](https://example.org/a_(b))|Prose:now")]
    [InlineData("![shot](https://example.org/a.png) and <img width=\"3\" alt=\"b\" src=c>", "Image:![shot](https://example.org/a.png)|Prose:and|Image:b")]
    [InlineData("a <https://example.org> b", "Prose:a|Link:<https://example.org>|Prose:b")]
    [InlineData("a <!-- to be filled in --> b", "Prose:a  b")]
    [InlineData("<!-- to be\n\nfilled in -->\n\nb", "Prose:b")]
    [InlineData("<details>\n<summary>Logs</summary>\n\n```\n2023-08-26 06:33:37 ERROR no\n```\n</details>", "Prose:Logs|Log:```\n2023-08-26 06:33:37 ERROR no\n```")]
    [InlineData("`<div>` and <Suspense> and List<int> stay", "Prose:`<div>` and <Suspense> and List<int> stay")]
    [InlineData("`a [b](c)` stays, 1 < 2", "Prose:`a [b](c)` stays, 1 < 2")]
    [InlineData("- item\n  ```\n  code\n  ```\n- two", "Prose:- item|Code:```\n  code\n  ```|Prose:- two")]
    public void Markdown_is_told_apart(string body, string expected) => Assert.Equal(expected, Shown(body, BodyFormat.Markdown));

    [Theory]
    [InlineData("[b]bold[/b] [color=red]red[/color] [foo]bar[/foo] a[0]", "Prose:bold red [foo]bar[/foo] a[0]")]
    [InlineData("[quote=ann]old [quote]older[/quote][/quote]new", "Quote:old older|Prose:new")]
    [InlineData("[code]x[b]1[/b] = [i][/code] prose", "Code:x[b]1[/b] = [i]|Prose:prose")]
    [InlineData("[CODE]never closed", "Prose:[CODE]never closed")]
    [InlineData("see [url=https://example.org]the page[/url], [url]https://example.org[/url]", "Prose:see the page,|Link:https://example.org")]
    [InlineData("[img]https://example.org/a.png[/img][list][*]one[*]two[/list]", "Image:https://example.org/a.png|Prose:one\ntwo")]
    public void BbCode_is_told_apart(string body, string expected) => Assert.Equal(expected, Shown(body, BodyFormat.BbCode));

    [Theory]
    [InlineData("On Monday, Ann wrote:\n> old\n>> older\nnew", "Quote:On Monday, Ann wrote:\n> old\n>> older|Prose:new")]
    [InlineData(">>> 1 + 1\n>= 3.0", "Prose:>>> 1 + 1\n>= 3.0")]
    [InlineData("It says\nTraceback (most recent call last):\n  File \"a.py\", line 3, in f\n    g()\nValueError: no\nWhat now?", "Prose:It says|Log:Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n    g()\nValueError: no|Prose:What now?")]
    [InlineData("Error: no\n    at run (file:///app.js:10:4)\n    at async main (app.js:3:1)\nhelp", "Log:Error: no\n    at run (file:///app.js:10:4)\n    at async main (app.js:3:1)|Prose:help")]
    [InlineData("System.InvalidOperationException: no\n   at App.Main(String[] a) in C:\\Main.cs:line 3\nhelp", "Log:System.InvalidOperationException: no\n   at App.Main(String[] a) in C:\\Main.cs:line 3|Prose:help")]
    [InlineData("[Mon Jan  5 12:32:01 2015] INFO: Opened\n[Mon Jan  5 12:32:02 2015] ERROR: no\nhelp", "Log:[Mon Jan  5 12:32:01 2015] INFO: Opened\n[Mon Jan  5 12:32:02 2015] ERROR: no|Prose:help")]
    [InlineData("We met at the cafe (again).\n12:30:00 is late\nI saw an error at line 3:4", "Prose:We met at the cafe (again).\n12:30:00 is late\nI saw an error at line 3:4")]
    [InlineData("12:30:01 a\n12:30:02 b\n12:30:03 c", "Log:12:30:01 a\n12:30:02 b\n12:30:03 c")]
    [InlineData("a@b.org and @bob, not @scope/package or x@y", "Prose:a@b.org and|Mention:@bob|Prose:, not @scope/package or x@y")]
    public void Plain_text_is_told_apart(string body, string expected) => Assert.Equal(expected, Shown(body, BodyFormat.Text));

    [Theory]
    [InlineData("Hi all,\nit fails", "Hi all,")]
    [InlineData("Hello @bob! It fails", "Hello @bob!")]
    [InlineData("Hi Ann, it fails", "Hi Ann,")]
    [InlineData("Bonjour \u00E0 tous,\nit fails", "Bonjour \u00E0 tous,")]
    [InlineData("\u5927\u5BB6\u597D\uFF0Cit fails", "\u5927\u5BB6\u597D\uFF0C")]
    [InlineData("> old\nHey!\nit fails", "Hey!")]
    [InlineData("Hello World, does not compile", "")]
    [InlineData("Hi I have a problem. It fails", "")]
    [InlineData("History matters.", "")]
    [InlineData("It says\nHello all,", "")]
    public void A_greeting_is_told_from_the_first_words(string body, string expected) => Assert.Equal(expected, Only(body, SegmentKind.Greeting));

    [Theory]
    [InlineData("It fails.\n\nThanks in advance!\nBob", "Thanks in advance!\nBob")]
    [InlineData("It fails.\nMit freundlichen Gr\u00FC\u00DFen\nBob Mann", "Mit freundlichen Gr\u00FC\u00DFen\nBob Mann")]
    [InlineData("It fails.\nThanks,\nBest regards\nBob", "Thanks,\nBest regards\nBob")]
    [InlineData("It fails.\n-- \nBob\nhttps://example.org", "-- \nBob\nhttps://example.org")]
    [InlineData("Thanks to Bob it works.", "")]
    [InlineData("Thanks\nbut it still fails in the second step", "")]
    [InlineData("a\n--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11", "")]
    public void A_signature_is_told_from_the_last_lines(string body, string expected) => Assert.Equal(expected, Only(body, SegmentKind.Signature));

    [Theory]
    [InlineData("code=mask", "Hi all,\nsee [the page](https://example.org) @bob\n[CODE]\n\nThanks\nBob")]
    [InlineData("code=drop,greeting=drop,signature=drop", "see [the page](https://example.org) @bob")]
    [InlineData("link=mask,mention=mask,code=drop,signature=mask", "Hi all,\nsee the page [LINK] [MENTION]\n\n\n[SIGNATURE]")]
    [InlineData("link=drop", "Hi all,\nsee the page @bob\n```\nx = 1\n```\n\nThanks\nBob")]
    public void The_template_says_what_remains(string template, string expected) =>
        Assert.Equal(expected, BodyText.Compose("Hi all,\nsee [the page](https://example.org) @bob\n```\nx = 1\n```\n\nThanks\nBob", BodyFormat.Markdown, "", Templates.Parse(template)));

    [Fact]
    public void Several_of_a_kind_in_a_row_give_one_token() =>
        Assert.Equal("a [IMAGE]  b [IMAGE] c", BodyText.Compose("a <img src=1> <img src=2> b <img src=3> c", BodyFormat.Markdown, "", Templates.Parse("image=mask")));

    [Theory]
    [InlineData("names", "Mail [NAME] from x@example.org: [NAME], https://example.org/@bob, Annex")]
    [InlineData("emails", "Mail @Bob2 from [EMAIL]: Ann, https://example.org/@bob, Annex")]
    [InlineData("urls", "Mail @Bob2 from x@example.org: Ann, [URL], Annex")]
    [InlineData("names,emails,urls", "Mail [NAME] from [EMAIL]: [NAME], [URL], Annex")]
    public void Personal_data_is_masked_in_title_and_body(string mask, string expected)
    {
        const string text = "Mail @Bob2 from x@example.org: Ann, https://example.org/@bob, Annex";

        var masked = PostText.Compose(new Post("1", "1", "ann", null, text, text, BodyFormat.Text), Templates.Parse("", mask));

        Assert.Equal($"{expected}\n\n{expected}", masked);
    }

    private static string Shown(string body, BodyFormat format) => string.Join('|', BodyText.Read(body, format)
        .Select(segment => (segment.Kind, Text: segment.Text.Trim())).Where(segment => segment.Text.Length > 0 || segment.Kind == SegmentKind.Image)
        .Select(segment => $"{segment.Kind}:{segment.Text}"));

    private static string Only(string body, SegmentKind kind) => string.Concat(BodyText.Read(body, BodyFormat.Text).Where(segment => segment.Kind == kind).Select(segment => segment.Text)).Trim();
}
