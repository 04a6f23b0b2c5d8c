using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Posts;

/// <summary>The text of a post as models see it.</summary>
public static class PostText
{
    /// <summary>Title, blank line, body as plain text; without NUL characters and outer white space; empty where nothing is left.</summary>
    public static string Compose(Post post)
    {
        ArgumentNullException.ThrowIfNull(post);
        var title = Clean(post.Title);
        var body = Clean(post.BodyFormat == BodyFormat.Html ? PlainHtml.ToText(post.Body) : post.Body);
        return (title, body) switch
        {
            ("", _) => body,
            (_, "") => title,
            _ => $"{title}\n\n{body}",
        };
    }

    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal).Trim();
}
