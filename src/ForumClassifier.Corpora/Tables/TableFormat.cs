namespace ForumClassifier.Corpora.Tables;

/// <summary>How the rows of a file are written; its ending says so.</summary>
internal enum TableFormat
{
    Csv,
    Tsv,
    JsonLines,
    Parquet,
    Excel,
    Sqlite,
}
