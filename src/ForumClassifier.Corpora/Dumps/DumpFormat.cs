namespace ForumClassifier.Corpora.Dumps;

/// <summary>How the posts of a file are written.</summary>
public enum DumpFormat
{
    /// <summary>JSON as Discourse serves it: topics, their further posts, or single posts.</summary>
    Discourse,

    /// <summary>Issues, pull requests and comments as GitHub's REST API gives them.</summary>
    GitHub,

    /// <summary><c>Posts.xml</c> of the Stack Exchange data dump.</summary>
    StackExchange,

    /// <summary>A table whose columns are named: CSV, TSV, JSON Lines and the others that tables come in.</summary>
    Table,
}
