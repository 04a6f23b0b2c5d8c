using ForumClassifier.Core.Posts;
using Markdig;
using Markdig.Syntax;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Finds quotes, code and HTML among the blocks of Markdown (CommonMark, by Markdig).</summary>
internal static class MarkdownBlocks
{
    private static readonly MarkdownPipeline Pipeline = WithoutInlines();

    /// <summary>The outer ones, in their order; none where blocks lie within one another deeper than Markdig reads (128).</summary>
    public static IReadOnlyList<MarkdownBlock> Find(string body)
    {
        MarkdownDocument document;
        try
        {
            // the definitions of links are no blocks here, and Markdig's time for them grows with the square of their number
            document = Markdown.Parse(body.Replace("]:", "] ", StringComparison.Ordinal), Pipeline);
        }
        catch (ArgumentException)
        {
            return [];
        }

        List<MarkdownBlock> found = [];
        var open = new Stack<Block>(document.Reverse());
        while (open.TryPop(out var block))
        {
            switch (block)
            {
                case QuoteBlock:
                    Add(SegmentKind.Quote, block.Span, isHtml: false);
                    break;
                case CodeBlock code:
                    Add(SegmentKind.Code, Whole(code), isHtml: false);
                    break;
                case HtmlBlock:
                    Add(SegmentKind.Prose, block.Span, isHtml: true);
                    break;
                case ContainerBlock container:
                    foreach (var child in container.Reverse())
                    {
                        open.Push(child);
                    }

                    break;
            }
        }

        return found;

        // the span of a fence that is never closed ends with its first line
        SourceSpan Whole(CodeBlock code)
        {
            if (code.Lines.Count <= 0)
            {
                return code.Span;
            }

            var end = body.IndexOf('\n', Math.Min(code.Lines.Lines[code.Lines.Count - 1].Position, body.Length));
            return new SourceSpan(code.Span.Start, Math.Max(code.Span.End, (end < 0 ? body.Length : end) - 1));
        }

        void Add(SegmentKind kind, SourceSpan span, bool isHtml)
        {
            var start = Math.Max(span.Start, found.Count == 0 ? 0 : found[^1].End);
            var end = Math.Min(span.End + 1, body.Length);
            if (start < end)
            {
                found.Add(new MarkdownBlock(kind, start, end, isHtml));
            }
        }
    }

    private static MarkdownPipeline WithoutInlines()
    {
        var builder = new MarkdownPipelineBuilder().UsePreciseSourceLocation();
        builder.InlineParsers.Clear();
        return builder.Build();
    }
}
