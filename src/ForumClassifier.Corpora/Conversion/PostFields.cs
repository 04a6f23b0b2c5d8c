using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Conversion;

/// <summary>The columns of a file of posts, in their order; <see cref="CorpusReader"/> finds them by these names.</summary>
internal static class PostFields
{
    public const string CreatedAt = "created_at";
    public const string Tags = "tags";

    public static readonly string[] Names =
    [
        "id", "thread_id", "author", CreatedAt, "title", "body", "body_format", "category", Tags, "url", "reply_to",
    ];

    /// <summary>What stands in the columns; null where the post has no time.</summary>
    public static string?[] Of(Post post) =>
    [
        post.Id,
        post.ThreadId,
        post.Author,
        post.CreatedAt is { } time ? PostTime.Format(time) : null,
        post.Title,
        post.Body,
        post.BodyFormat.ToString().ToLowerInvariant(),
        post.Category,
        PostTags.Join(post.Tags),
        post.Url,
        post.ReplyTo,
    ];
}
