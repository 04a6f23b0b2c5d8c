using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Text;

namespace ForumClassifier.Corpora.Posts;

/// <summary>Turns HTML into plain text: block elements and <c>br</c> become line breaks, scripts and styles go, entities are decoded.</summary>
/// <remarks>Reads the tokens of the page and builds no tree, so that no nesting is too deep and the time grows with the length alone.</remarks>
internal static class PlainHtml
{
    private static readonly HashSet<string> Blocks = new(
        [
            "address", "article", "aside", "blockquote", "br", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
            "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
        ],
        StringComparer.Ordinal);

    public static string ToText(string html)
    {
        using var source = new TextSource(html);
        var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver) { SkipComments = true, ShouldEmitAttribute = (ref _, _) => false };
        var text = new Layout();
        string? dropped = null;
        while (true)
        {
            var token = tokenizer.Get();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return text.ToString();
                case HtmlTokenType.Character when dropped is null:
                    text.Add(token.Data);
                    break;
                case HtmlTokenType.StartTag:
                    (tokenizer.State, var drops) = Content(token.Name, tokenizer.State);
                    dropped = drops ? token.Name : dropped;
                    text.Open(token.Name);
                    break;
                case HtmlTokenType.EndTag:
                    dropped = token.Name == dropped ? null : dropped;
                    text.Close(token.Name);
                    break;
            }
        }
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

    /// <summary>Places words as a browser would: white space is one space, except in <c>pre</c>.</summary>
    private sealed class Layout
    {
        private readonly StringBuilder _text = new();
        private bool _space;
        private int _preformatted;

        public void Open(string name)
        {
            Break(name);
            _preformatted += name is "pre" or "textarea" ? 1 : 0;
        }

        public void Close(string name)
        {
            Break(name);
            _preformatted = Math.Max(0, _preformatted - (name is "pre" or "textarea" ? 1 : 0));
        }

        public void Add(string data)
        {
            if (_preformatted > 0)
            {
                Space();
                _text.Append(data);
                return;
            }

            foreach (var c in data)
            {
                if (c is ' ' or '\n' or '\t' or '\r' or '\f')
                {
                    _space = true;
                }
                else
                {
                    Space();
                    _text.Append(c);
                }
            }
        }

        public override string ToString() => _text.ToString();

        private void Break(string name)
        {
            if (name is "td" or "th")
            {
                _space = true;
            }
            else if (Blocks.Contains(name))
            {
                _space = false;
                if (name == "br" || !AtLineStart)
                {
                    _text.Append('\n');
                }
            }
        }

        private void Space()
        {
            if (_space && !AtLineStart)
            {
                _text.Append(' ');
            }

            _space = false;
        }

        private bool AtLineStart => _text.Length == 0 || _text[^1] == '\n';
    }
}
