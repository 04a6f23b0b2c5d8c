namespace ForumClassifier.Core.Posts;

/// <summary>How the body of a post is written.</summary>
public enum BodyFormat
{
    Text,
    Markdown,
    Html,
    BbCode,
}
