using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Selection;

/// <summary>What the posts of one thread say together.</summary>
internal static class ForumThread
{
    /// <summary>One post of all: id and thread id are the thread's, the bodies stand in order with blank lines between, the rest is the opening post's. Bodies of different formats become plain text.</summary>
    /// <param name="posts">The opening post first; at least one.</param>
    public static Post Merge(IReadOnlyList<Post> posts)
    {
        var opening = posts[0];
        var format = posts.All(post => post.BodyFormat == opening.BodyFormat) ? opening.BodyFormat : BodyFormat.Text;
        return opening with
        {
            Id = opening.ThreadId,
            Body = string.Join("\n\n", posts.Select(post => Body(post, format)).Where(body => body.Length > 0)),
            BodyFormat = format,
            ReplyTo = "",
        };
    }

    private static string Body(Post post, BodyFormat format) => format switch
    {
        BodyFormat.Markdown => CloseFence(post.Body),
        BodyFormat.Text when post.BodyFormat != BodyFormat.Text => PostText.Compose(post with { Title = "" }),
        _ => post.Body,
    };

    // a block of code that a post leaves open would swallow the posts after it
    private static string CloseFence(string body)
    {
        string? open = null;
        foreach (var line in body.Split('\n').Select(line => line.Trim()))
        {
            if (open is null)
            {
                open = line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal) ? line[..line.TakeWhile(c => c == line[0]).Count()] : null;
            }
            else if (line.StartsWith(open, StringComparison.Ordinal) && line.Trim(open[0]).Length == 0)
            {
                open = null;
            }
        }

        return open is null ? body : $"{body}\n{open}";
    }
}
