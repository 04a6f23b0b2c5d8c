namespace ForumClassifier.Core.Posts;

/// <summary>What is replaced by a token wherever it stands, in the title too.</summary>
public enum MaskedData
{
    /// <summary>Users who are called, and the author of the post: <c>[NAME]</c>.</summary>
    Names,

    /// <summary>Addresses of e-mail: <c>[EMAIL]</c>.</summary>
    Emails,

    /// <summary>Addresses of pages: <c>[URL]</c>.</summary>
    Urls,
}
