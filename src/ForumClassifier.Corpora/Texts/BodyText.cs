using System.Text;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>A body as segments, and as the text a model sees of them.</summary>
public static class BodyText
{
    /// <summary>What was kept is read again as plain text until that changes nothing; a body that was made to go on changing ends here.</summary>
    private const int MostReadings = 8;

    /// <summary>Divides a body, in its order; no text is lost but that of comments, tags and scripts.</summary>
    public static IReadOnlyList<Segment> Read(string body, BodyFormat format)
    {
        ArgumentNullException.ThrowIfNull(body);
        return PlainBody.Refine(ByFormat(body, format));
    }

    /// <summary>The text of a body by a template that reads segments.</summary>
    /// <param name="author">Whose name is masked, if names are; empty where unknown.</param>
    /// <returns>The same text, given as a body in plain text, comes back as it is.</returns>
    public static string Compose(string body, BodyFormat format, string author, TextTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(author);
        if (template.Equals(TextTemplate.KeepEverything))
        {
            return Apply(ByFormat(body, format), author, template); // dividing further would change no text
        }

        var text = Apply(Read(body, format), author, template);
        for (var reading = 1; reading < MostReadings; reading++)
        {
            var again = Apply(Read(text, BodyFormat.Text), author, template);
            if (again == text)
            {
                break;
            }

            text = again;
        }

        return text;
    }

    private static IReadOnlyList<Segment> ByFormat(string body, BodyFormat format) => format switch
    {
        BodyFormat.Html => HtmlBody.Read(body),
        BodyFormat.Markdown => MarkdownBody.Read(body),
        BodyFormat.BbCode => BbCodeBody.Read(body),
        _ => [new Segment(SegmentKind.Prose, body)],
    };

    private static string Apply(IReadOnlyList<Segment> segments, string author, TextTemplate template)
    {
        var text = new StringBuilder();
        var (lastToken, onlySpaceSince) = ("", false);
        foreach (var segment in segments)
        {
            var treatment = template[segment.Kind];
            if (treatment == SegmentTreatment.Keep)
            {
                Append(segment.Text);
                continue;
            }

            var core = segment.Text.AsSpan().Trim();
            Append(segment.Text.AsSpan(0, segment.Text.Length - segment.Text.AsSpan().TrimStart().Length));
            Append(segment.Words);
            if (treatment == SegmentTreatment.Mask && (core.Length > 0 || segment.Kind == SegmentKind.Image))
            {
                AppendToken(TextTemplate.Token(segment.Kind));
            }

            Append(core.Length == 0 ? "" : segment.Text.AsSpan(segment.Text.AsSpan().TrimEnd().Length));
        }

        return Addresses.Mask(PostText.Clean(text.ToString()), template, author);

        void Append(ReadOnlySpan<char> part)
        {
            text.Append(part);
            onlySpaceSince = onlySpaceSince && part.IsWhiteSpace();
        }

        // one token stands for several in a row
        void AppendToken(string token)
        {
            if (token != lastToken || !onlySpaceSince)
            {
                text.Append(text.Length > 0 && !char.IsWhiteSpace(text[^1]) ? " " : "").Append(token);
                (lastToken, onlySpaceSince) = (token, true);
            }
        }
    }
}
