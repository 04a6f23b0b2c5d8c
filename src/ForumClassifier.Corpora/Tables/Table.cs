namespace ForumClassifier.Corpora.Tables;

/// <summary>Streams the records of tabular files: <c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c>, <c>.ndjson</c>, each also with <c>.gz</c>; <c>.parquet</c>, <c>.xlsx</c>, <c>.sqlite</c>, <c>.sqlite3</c> and <c>.db</c>.</summary>
internal static class Table
{
    public const string Endings = ".csv, .tsv, .jsonl or .ndjson, each also with .gz, or .parquet, .xlsx, .sqlite or .db";

    /// <summary>The format a path's ending stands for, or null.</summary>
    public static TableFormat? FormatOf(string path) => (TextFile.Ending(path), TextFile.IsGzip(path)) switch
    {
        (".csv", _) => TableFormat.Csv,
        (".tsv", _) => TableFormat.Tsv,
        (".jsonl" or ".ndjson", _) => TableFormat.JsonLines,
        (".parquet", false) => TableFormat.Parquet,
        (".xlsx", false) => TableFormat.Excel,
        (".sqlite" or ".sqlite3" or ".db", false) => TableFormat.Sqlite,
        _ => null,
    };

    /// <exception cref="InputException">The file is missing or its ending is none of <see cref="Endings"/>.</exception>
    public static TableFormat RequireFormat(string path)
    {
        TextFile.Require(path);
        return FormatOf(path) ?? throw new InputException(path, null, "The ending of the name does not say what the file is.", $"Expected {Endings}.");
    }

    /// <summary>As <see cref="ReadAsync(string, string?, CancellationToken)"/>, of files that hold one table.</summary>
    public static IAsyncEnumerable<TableRow> ReadAsync(string path, CancellationToken cancellationToken) => ReadAsync(path, null, cancellationToken);

    /// <summary>Yields the records in file order, one at a time in memory; of Parquet, one row group.</summary>
    /// <param name="table">Table of a SQLite file or sheet of an Excel file; null where it holds one. Other files have none, whatever is named.</param>
    /// <exception cref="InputException">The file is missing, has an unknown ending, or (while reading) is damaged or wrongly written, or has no such table.</exception>
    public static IAsyncEnumerable<TableRow> ReadAsync(string path, string? table, CancellationToken cancellationToken) =>
        RowsAsync(path, table, withHeader: false, cancellationToken);

    /// <summary>The names of a file's columns, or the fields of its first JSON object; null where there is no object.</summary>
    /// <exception cref="InputException">As <see cref="ReadAsync(string, string?, CancellationToken)"/>.</exception>
    public static async Task<TableColumns?> ColumnsAsync(string path, CancellationToken cancellationToken) =>
        (await RowsAsync(path, null, withHeader: true, cancellationToken).FirstOrDefaultAsync(cancellationToken))?.Columns;

    /// <param name="withHeader">True to yield the names of the columns first, as a row of its own.</param>
    private static IAsyncEnumerable<TableRow> RowsAsync(string path, string? table, bool withHeader, CancellationToken cancellationToken) => RequireFormat(path) switch
    {
        TableFormat.JsonLines => JsonRows.ReadAsync(path, cancellationToken),
        TableFormat.Tsv => CsvRows.ReadAsync(path, '\t', withHeader, cancellationToken),
        TableFormat.Csv => CsvRows.ReadAsync(path, ',', withHeader, cancellationToken),
        TableFormat.Parquet => ParquetRows.ReadAsync(path, withHeader, cancellationToken),
        TableFormat.Excel => ExcelRows.Read(path, table, withHeader).ToAsyncEnumerable(),
        _ => SqliteRows.Read(path, table, withHeader).ToAsyncEnumerable(),
    };

    /// <summary>Yields the records of a text that lies elsewhere, such as in an archive.</summary>
    /// <param name="place">For messages.</param>
    /// <param name="text">In UTF-8; closed at the end.</param>
    public static IAsyncEnumerable<TableRow> ReadAsync(string place, TableFormat format, Stream text, CancellationToken cancellationToken) => format switch
    {
        TableFormat.JsonLines => JsonRows.ReadAsync(place, () => text, cancellationToken),
        TableFormat.Tsv => CsvRows.ReadAsync(place, () => text, '\t', withHeader: false, cancellationToken),
        _ => CsvRows.ReadAsync(place, () => text, ',', withHeader: false, cancellationToken),
    };
}
