namespace ForumClassifier.Corpora.Codings;

/// <summary>What can be wrong with labelled data.</summary>
public enum CodingProblemKind
{
    /// <summary>A code that the taxonomy does not know.</summary>
    UnknownCode,

    /// <summary>A code of an earlier version of the taxonomy.</summary>
    FormerCode,

    /// <summary>A code that is a heading, which no post is given.</summary>
    Heading,

    /// <summary>Not exactly one code under single assignment.</summary>
    CodeCount,

    /// <summary>A coding that does not say who coded.</summary>
    NoCoder,

    /// <summary>A coding or passage of a post that does not exist.</summary>
    UnknownPost,

    /// <summary>A post that one coder has coded twice.</summary>
    CodedTwice,

    /// <summary>An id that two posts have.</summary>
    DoubledPost,

    /// <summary>A passage that does not lie within the body of its post.</summary>
    PassageRange,

    /// <summary>A time, a version or a position that cannot be read.</summary>
    Unreadable,

    /// <summary>Nothing that can be used: no coding at all, or none by the coder asked for.</summary>
    NoCoding,
}
