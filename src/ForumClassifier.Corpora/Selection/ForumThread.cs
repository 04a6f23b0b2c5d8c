using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Selection;

/// <summary>The posts of one thread: which opens it, in which order they stand, and what they say together.</summary>
internal static class ForumThread
{
    /// <summary>The place of the post that opens the thread: the one that alone has a title, else the earliest where all have a time, else the first.</summary>
    public static int OpeningOf(IReadOnlyList<Post> posts)
    {
        List<int> titled = [.. Enumerable.Range(0, posts.Count).Where(i => posts[i].Title.Length > 0)];
        return titled.Count == 1 ? titled[0]
            : posts.All(post => post.CreatedAt is not null) ? Enumerable.Range(0, posts.Count).MinBy(i => posts[i].CreatedAt)
            : 0;
    }

    /// <summary>One post of all: id and thread id are the thread's, the bodies stand in order with blank lines between, the rest is the opening post's.</summary>
    /// <remarks>The order is that of time where all have one, else that of the corpus, after the opening post. Bodies of different formats become plain text.</remarks>
    /// <param name="posts">In the order of the corpus; at least one.</param>
    public static Post Merge(IReadOnlyList<Post> posts)
    {
        var opening = posts[OpeningOf(posts)];
        var others = posts.Where(post => !ReferenceEquals(post, opening));
        Post[] ordered = [opening, .. posts.All(post => post.CreatedAt is not null) ? others.OrderBy(post => post.CreatedAt) : others];
        var format = ordered.All(post => post.BodyFormat == opening.BodyFormat) ? opening.BodyFormat : BodyFormat.Text;
        return opening with
        {
            Id = opening.ThreadId,
            Body = string.Join("\n\n", ordered.Select(post => Body(post, format)).Where(body => body.Length > 0)),
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
