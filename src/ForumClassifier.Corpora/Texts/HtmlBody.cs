using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Reads a body in HTML: block elements and <c>br</c> become line breaks, scripts and styles go, entities are decoded.</summary>
/// <remarks>
/// Reads the tokens of the page and builds no tree, so that no nesting is too deep and the time grows with the length alone.
/// <code>
/// blockquote, aside.quote                     quote
/// pre                                         code
/// aside.onebox                                link (the preview of a page)
/// img, .lightbox-wrapper, a.lightbox          image (its description; an emoji's is prose)
/// a.mention, a.mention-group, span.mention    mention
/// .signature                                  signature
/// </code>
/// Of elements within one another the outer one counts; one that is never closed reaches to the end.
/// </remarks>
internal static class HtmlBody
{
    /// <param name="showImages">False leaves out the descriptions of images.</param>
    public static IReadOnlyList<Segment> Read(string html, bool showImages = true)
    {
        using var source = new TextSource(html);
        var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver) { SkipComments = true, ShouldEmitAttribute = (ref _, name) => name.Span is "class" or "alt" };
        var (layout, region) = (new HtmlLayout(), default(Region));
        string? dropped = null;
        while (true)
        {
            var token = tokenizer.Get();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return layout.ToSegments();
                case HtmlTokenType.Character when dropped is null:
                    layout.Add(token.Data);
                    break;
                case HtmlTokenType.StartTag:
                    (tokenizer.State, var drops) = Content(token.Name, tokenizer.State);
                    dropped = drops ? token.Name : dropped;
                    region = Open(layout, region, (HtmlTagToken)token, showImages);
                    break;
                case HtmlTokenType.EndTag:
                    dropped = token.Name == dropped ? null : dropped;
                    layout.Close(token.Name);
                    region = region.Close(token.Name);
                    layout.Kind = region.Kind;
                    break;
            }
        }
    }

    private static Region Open(HtmlLayout layout, Region region, HtmlTagToken tag, bool showImages)
    {
        layout.Open(tag.Name);
        if (tag.Name == "img")
        {
            if (showImages)
            {
                layout.AddImage(tag.GetAttribute("alt") ?? "", HasClass(tag, "emoji"));
            }

            return region;
        }

        region = region.Kind == SegmentKind.Prose ? new Region(KindOf(tag), tag.Name, 1) : region.Open(tag.Name);
        layout.Kind = region.Kind;
        return region;
    }

    private static SegmentKind KindOf(HtmlTagToken tag) => tag.Name switch
    {
        "blockquote" => SegmentKind.Quote,
        "aside" when HasClass(tag, "quote") => SegmentKind.Quote,
        "aside" when HasClass(tag, "onebox") => SegmentKind.Link,
        "pre" => SegmentKind.Code,
        "a" or "span" when HasClass(tag, "mention") || HasClass(tag, "mention-group") => SegmentKind.Mention,
        "a" when HasClass(tag, "lightbox") => SegmentKind.Image,
        "div" when HasClass(tag, "lightbox-wrapper") => SegmentKind.Image,
        "div" or "p" or "section" or "footer" when HasClass(tag, "signature") => SegmentKind.Signature,
        _ => SegmentKind.Prose,
    };

    private static bool HasClass(HtmlTagToken tag, string name)
    {
        var classes = tag.GetAttribute("class").AsSpan();
        foreach (var range in classes.SplitAny(" \t\n\r\f"))
        {
            if (classes[range].SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How the content of an element is to be read, and whether it is dropped (WHATWG HTML, 13.2.6).</summary>
    private static (HtmlParseMode Mode, bool Dropped) Content(string name, HtmlParseMode mode) => name switch
    {
        "script" => (HtmlParseMode.Script, true),
        "style" or "iframe" or "noembed" or "noframes" => (HtmlParseMode.Rawtext, true),
        "xmp" => (HtmlParseMode.Rawtext, false),
        "textarea" or "title" => (HtmlParseMode.RCData, false),
        "plaintext" => (HtmlParseMode.Plaintext, false),
        _ => (mode, false),
    };

    /// <summary>The element that gives the text its kind.</summary>
    /// <param name="Depth">Elements of this name that are open within it, itself included.</param>
    private readonly record struct Region(SegmentKind Kind, string? Name, int Depth)
    {
        /// <summary>Links don't hold links, and a mention is no paragraph: there the one before was never closed.</summary>
        public Region Open(string name) => name == Name
            ? Name == "a" ? default : this with { Depth = Depth + 1 }
            : Kind == SegmentKind.Mention && HtmlLayout.IsBlock(name) ? default : this;

        public Region Close(string name) => name == Name
            ? Depth == 1 ? default : this with { Depth = Depth - 1 }
            : Kind == SegmentKind.Mention && HtmlLayout.IsBlock(name) ? default : this;
    }
}
