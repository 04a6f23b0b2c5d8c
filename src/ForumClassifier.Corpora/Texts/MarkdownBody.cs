using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Reads a body in Markdown as GitHub and Discourse write it. What is kept stays as it was written; comments and tags of HTML go.</summary>
/// <remarks>
/// Markdig finds the blocks (<see cref="MarkdownBlocks"/>), a scan within them links, images and HTML (<see cref="MarkdownInlines"/>):
/// Markdig's own time for those grows with the square of the length. Discourse's <c>[quote="name, post:1, topic:2"]</c> is a quote.
/// </remarks>
internal static class MarkdownBody
{
    public static IReadOnlyList<Segment> Read(string body)
    {
        var blocks = MarkdownBlocks.Find(body);
        var quotes = DiscourseQuotes(body, blocks);
        var segments = new SegmentList();
        var at = 0;
        foreach (var block in quotes.Concat(blocks).OrderBy(block => block.Start))
        {
            if (block.Start < at)
            {
                continue; // within a quote
            }

            MarkdownInlines.Add(body.AsSpan(at..block.Start), segments);
            var text = body[block.Start..block.End];
            if (!block.IsHtml)
            {
                segments.Kind = block.Kind;
                segments.Add(text);
            }
            else if (MarkdownInlines.IsTagOfHtml(text))
            {
                foreach (var segment in HtmlBody.Read(text))
                {
                    segments.Add(segment);
                }
            }
            else
            {
                MarkdownInlines.Add(text, segments);
            }

            segments.Kind = SegmentKind.Prose;
            at = block.End;
        }

        MarkdownInlines.Add(body.AsSpan(at..), segments);
        return segments.ToSegments();
    }

    /// <summary>The outer quotes in brackets that are closed, outside of code.</summary>
    private static List<MarkdownBlock> DiscourseQuotes(string body, IReadOnlyList<MarkdownBlock> blocks)
    {
        List<MarkdownBlock> quotes = [];
        var (depth, start, next) = (0, 0, 0);
        for (var at = body.IndexOf('[', StringComparison.Ordinal); at >= 0; at = body.IndexOf('[', at + 1))
        {
            while (next < blocks.Count && blocks[next].End <= at)
            {
                next++;
            }

            var rest = body.AsSpan(at);
            if (next < blocks.Count && blocks[next].Start <= at && blocks[next].Kind == SegmentKind.Code)
            {
                continue;
            }

            if (rest.StartsWith("[quote]", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("[quote=", StringComparison.OrdinalIgnoreCase))
            {
                start = depth++ == 0 ? at : start;
            }
            else if (depth > 0 && rest.StartsWith("[/quote]", StringComparison.OrdinalIgnoreCase) && --depth == 0)
            {
                quotes.Add(new MarkdownBlock(SegmentKind.Quote, start, at + "[/quote]".Length));
            }
        }

        return quotes;
    }
}
