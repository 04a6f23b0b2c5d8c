namespace ForumClassifier.Core.Posts;

/// <summary>One text of a forum as it stands in the corpus.</summary>
/// <param name="Id">Identifier from the corpus; stable, but not promised to be unique.</param>
/// <param name="ThreadId">Posts with the same one answer one another; the post's own id where the corpus has no threads.</param>
/// <param name="Author">As the corpus names them; empty where unknown.</param>
/// <param name="CreatedAt">In UTC; null where the corpus has none or it cannot be read.</param>
/// <param name="Title">Empty for most answers.</param>
/// <param name="Body">As written, in <paramref name="BodyFormat"/>.</param>
/// <param name="BodyFormat">How <paramref name="Body"/> is to be read.</param>
public sealed record Post(
    string Id,
    string ThreadId,
    string Author,
    DateTimeOffset? CreatedAt,
    string Title,
    string Body,
    BodyFormat BodyFormat)
{
    /// <summary>The forum's own category; empty where it has none.</summary>
    public string Category { get; init; } = "";

    /// <summary>The forum's own tags, in its order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where the post can be read; empty where unknown.</summary>
    public string Url { get; init; } = "";

    /// <summary>Id of the post that this one answers; empty where it answers none or the corpus does not say.</summary>
    public string ReplyTo { get; init; } = "";
}
