namespace ForumClassifier.Corpora.Selection;

/// <summary>What of a corpus is one text.</summary>
public enum PostUnit
{
    /// <summary>Each post.</summary>
    Post,

    /// <summary>The post that opens a thread, of each thread.</summary>
    OpeningPost,

    /// <summary>All posts of a thread together.</summary>
    Thread,
}
