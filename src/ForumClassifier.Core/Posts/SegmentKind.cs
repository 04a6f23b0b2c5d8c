namespace ForumClassifier.Core.Posts;

/// <summary>What a stretch of a post's body is.</summary>
public enum SegmentKind
{
    /// <summary>The author's own words; always kept.</summary>
    Prose,

    /// <summary>What others wrote before.</summary>
    Quote,

    /// <summary>A block of code; code within a sentence is prose.</summary>
    Code,

    /// <summary>Lines of a log or a stack trace.</summary>
    Log,

    /// <summary>An address, or the preview of a page.</summary>
    Link,

    Image,

    /// <summary>The name of a user who is called, such as @name.</summary>
    Mention,

    /// <summary>What stands under a post: a closing formula and a name, or what follows a line <c>-- </c>.</summary>
    Signature,

    /// <summary>The words that open a post, such as Hi all.</summary>
    Greeting,
}
