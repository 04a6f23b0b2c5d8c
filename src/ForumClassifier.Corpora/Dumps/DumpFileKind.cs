namespace ForumClassifier.Corpora.Dumps;

/// <summary>What the ending of a file's name promises.</summary>
internal enum DumpFileKind
{
    Other,
    Json,
    Xml,
    Table,

    /// <summary>Parquet, Excel or SQLite.</summary>
    BinaryTable,
    Archive,
}
