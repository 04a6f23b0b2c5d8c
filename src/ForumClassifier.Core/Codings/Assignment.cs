namespace ForumClassifier.Core.Codings;

/// <summary>How many codes of a taxonomy a post can have.</summary>
public enum Assignment
{
    /// <summary>Exactly one.</summary>
    Single,

    /// <summary>Any number, none included.</summary>
    Multiple,
}
