using System.Diagnostics;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Tests.Corpora.Posts;

public class PostTextTests
{
    [Theory]
    [InlineData("Title", "body", "Title\n\nbody")]
    [InlineData("", " body\n", "body")]
    [InlineData("Title", " \0 ", "Title")]
    [InlineData(" ", "\0", "")]
    [InlineData("a\0b", "**c** & <d>", "ab\n\n**c** & <d>")]
    public void Title_and_body_are_joined_by_a_blank_line(string title, string body, string expected) =>
        Assert.Equal(expected, PostText.Compose(Post(title, body, BodyFormat.Markdown)));

    [Theory]
    [InlineData("<p>one</p><p>two</p>", "one\ntwo")]
    [InlineData("<p>one\n  two <b>three</b>four</p>", "one two threefour")]
    [InlineData("one<br>two<br/><br>three", "one\ntwo\n\nthree")]
    [InlineData("a &lt;b&gt; &amp;amp; &eacute; &#x1F600; &copy", "a <b> &amp; \u00E9 \U0001F600 \u00A9")]
    [InlineData("a<script>if (1 < 2) { x(\"</b>\") }</script>b<style>p > a { }</style>c", "abc")]
    [InlineData("a<SCRIPT>x", "a")]
    [InlineData("<pre><code>if x:\n    y\n</code></pre>z", "if x:\n    y\nz")]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "a\nb")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc")]
    [InlineData("a<!-- no --><a href=\"x\" title=\"no>no\">b</a>", "ab")]
    [InlineData("1 < 2 and a<b", "1 < 2 and a")]
    [InlineData("unclosed <b>bold", "unclosed bold")]
    [InlineData("<textarea><b>x</textarea>y", "<b>xy")]
    public void Html_becomes_plain_text(string html, string expected) =>
        Assert.Equal(expected, PostText.Compose(Post("", html, BodyFormat.Html)));

    [Theory]
    [InlineData("<div>", "</div>")]
    [InlineData("<b><p>", "</p></b>")]
    [InlineData("<a href=x><table><td>", "")]
    [InlineData("<font size=1>", "")]
    [InlineData("<svg><title>", "")]
    [InlineData("<pre>\n", "</pre>")]
    [InlineData("<!--", "")]
    [InlineData("<script>", "")]
    [InlineData("&am", "")]
    [InlineData("<", "")]
    [InlineData("<x a='", "'>")]
    [InlineData("</", "")]
    public void Deep_and_broken_html_takes_linear_time_and_no_stack(string open, string close)
    {
        const int depth = 100_000;
        var html = string.Concat(Enumerable.Repeat(open, depth)) + "x" + string.Concat(Enumerable.Repeat(close, depth));

        var watch = Stopwatch.StartNew();
        var text = PostText.Compose(Post("", html, BodyFormat.Html));

        Assert.True(text.Length <= html.Length);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public void A_tag_of_many_attributes_takes_linear_time()
    {
        var html = "<p " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}=1 ")) + ">x</p>";

        var watch = Stopwatch.StartNew();

        Assert.Equal("x", PostText.Compose(Post("", html, BodyFormat.Html)));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    private static Post Post(string title, string body, BodyFormat format) => new("1", "1", "", null, title, body, format);
}
