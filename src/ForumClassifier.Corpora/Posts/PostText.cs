using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Texts;

namespace ForumClassifier.Corpora.Posts;

/// <summary>The text of a post as models see it.</summary>
public static class PostText
{
    /// <summary>The text by <see cref="TextTemplate.TitleAndBody"/>.</summary>
    public static string Compose(Post post) => Compose(post, TextTemplate.TitleAndBody);

    /// <summary>Title, blank line, body by the template; without NUL characters and outer white space; empty where nothing is left.</summary>
    public static string Compose(Post post, TextTemplate template)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(template);
        var title = Addresses.Mask(Clean(post.Title), template, post.Author);
        var body = template.ReadsSegments ? BodyText.Compose(post.Body, post.BodyFormat, post.Author, template)
            : Clean(post.BodyFormat == BodyFormat.Html ? string.Concat(HtmlBody.Read(post.Body, showImages: false).Select(segment => segment.Text)) : post.Body);
        return (title, body) switch
        {
            ("", _) => body,
            (_, "") => title,
            _ => $"{title}\n\n{body}",
        };
    }

    internal static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal).Trim();
}
