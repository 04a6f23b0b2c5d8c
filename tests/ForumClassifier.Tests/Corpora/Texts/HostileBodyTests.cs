using System.Diagnostics;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Texts;

namespace ForumClassifier.Tests.Corpora.Texts;

/// <summary>Bodies made to take long, much memory or a deep stack.</summary>
public class HostileBodyTests
{
    private const int Times = 100_000;
    private const int MostSeconds = 10; // on a busy machine; else under one
    private const long MostBytes = 2_000_000_000; // allocated one after the other, for a body of up to 20 MB, read some eight times

    private static readonly TextTemplate MaskAll = new(TextTemplate.Kinds.ToDictionary(kind => kind, _ => SegmentTreatment.Mask), Enum.GetValues<MaskedData>());

    [Theory]
    [InlineData("[")]
    [InlineData("]")]
    [InlineData("![")]
    [InlineData("[a](")]
    [InlineData("[a](b)")]
    [InlineData("[a]: b\n")]
    [InlineData(">")]
    [InlineData("> ")]
    [InlineData("a\n> ")]
    [InlineData("*")]
    [InlineData("`")]
    [InlineData("`a``")]
    [InlineData("```\n")]
    [InlineData("- ")]
    [InlineData("- a\n  ")]
    [InlineData("1. ")]
    [InlineData("<")]
    [InlineData("<!--")]
    [InlineData("<!-- a -->")]
    [InlineData("<b>")]
    [InlineData("<img>")]
    [InlineData("[quote]")]
    [InlineData("[quote]a[/quote]")]
    [InlineData("> a\n\n[quote]a[/quote]\n\n")]
    [InlineData("&am")]
    [InlineData("\\")]
    [InlineData("    a\n\n")]
    public void Markdown_takes_bounded_time(string piece) => AssertBounded(string.Concat(Enumerable.Repeat(piece, Times)), BodyFormat.Markdown);

    [Theory]
    [InlineData("[")]
    [InlineData("[quote]")]
    [InlineData("[/quote]")]
    [InlineData("[code]")]
    [InlineData("[code][/code]")]
    [InlineData("[b][i]")]
    [InlineData("[img]")]
    [InlineData("[*]")]
    [InlineData("[a=")]
    public void BbCode_takes_bounded_time(string piece) => AssertBounded(string.Concat(Enumerable.Repeat(piece, Times)), BodyFormat.BbCode);

    [Theory]
    [InlineData("Hi, ")]
    [InlineData("Hi all,\n")]
    [InlineData("Hi,\n> a\n")]
    [InlineData("Thanks\n")]
    [InlineData("Thanks\n\n\n")]
    [InlineData("-- \n")]
    [InlineData("> ")]
    [InlineData(">\n")]
    [InlineData("On a wrote:\n> a\n")]
    [InlineData("http://")]
    [InlineData("http://a ")]
    [InlineData("www.")]
    [InlineData("@")]
    [InlineData("@a")]
    [InlineData("@a ")]
    [InlineData("a@a.")]
    [InlineData("a.")]
    [InlineData("[LINK]")]
    [InlineData("at a.b")]
    [InlineData("  at a.b(c)\n")]
    [InlineData("12:30:01 a\n")]
    [InlineData("Traceback (most recent call last):\n")]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("Ann")]
    [InlineData("a")]
    public void Plain_text_takes_bounded_time(string piece) => AssertBounded(string.Concat(Enumerable.Repeat(piece, Times)), BodyFormat.Text);

    [Theory]
    [InlineData("<blockquote>")]
    [InlineData("<aside class=quote>")]
    [InlineData("<a class=mention>")]
    [InlineData("<div class=lightbox-wrapper><img>")]
    [InlineData("<img alt=a>")]
    [InlineData("<pre>")]
    [InlineData("</pre>")]
    [InlineData("<pre>a</pre>b")]
    [InlineData("<p class=a class=a class=a")]
    [InlineData("&#x1F600;&am")]
    public void Html_takes_bounded_time(string piece) => AssertBounded(string.Concat(Enumerable.Repeat(piece, Times)), BodyFormat.Html);

    [Theory]
    [InlineData("class")]
    [InlineData("alt")]
    [InlineData("title")]
    public void An_attribute_of_ten_megabytes_takes_bounded_time(string name)
    {
        var value = string.Concat(Enumerable.Repeat("ab ", 10_000_000 / 3));

        AssertBounded($"<p {name}=\"{value}\">x</p><img {name}=\"{value}\">", BodyFormat.Html);
        AssertBounded($"<p {name}=\"{value}\">x</p>\n\ny <img {name}=\"{value}\"> z", BodyFormat.Markdown);
    }

    [Fact]
    public void A_tag_of_many_classes_takes_bounded_time() =>
        AssertBounded("<p " + string.Concat(Enumerable.Repeat("class=a ", Times)) + ">x</p>", BodyFormat.Html);

    private static void AssertBounded(string body, BodyFormat format)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();

        var kept = BodyText.Compose(body, format, "Ann", TextTemplate.KeepEverything);
        BodyText.Compose(body, format, "Ann", MaskAll);

        Assert.InRange(kept.Length, 0, body.Length);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, MostSeconds);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
    }
}
