namespace ForumClassifier.Corpora.Conversion;

/// <summary>How a file of posts is written.</summary>
public enum PostFileFormat
{
    Csv,
    JsonLines,
    Parquet,
}
