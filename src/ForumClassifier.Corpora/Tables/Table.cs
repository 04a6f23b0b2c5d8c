namespace ForumClassifier.Corpora.Tables;

/// <summary>Streams the records of tabular files: <c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c>, <c>.ndjson</c>, and each with <c>.gz</c>.</summary>
internal static class Table
{
    public const string Endings = ".csv, .tsv, .jsonl or .ndjson, each also with .gz";

    /// <summary>The format a path's ending stands for, or null.</summary>
    public static TableFormat? FormatOf(string path) => TextFile.Ending(path) switch
    {
        ".csv" => TableFormat.Csv,
        ".tsv" => TableFormat.Tsv,
        ".jsonl" or ".ndjson" => TableFormat.JsonLines,
        _ => null,
    };

    /// <exception cref="InputException">The file is missing or its ending is none of <see cref="Endings"/>.</exception>
    public static TableFormat RequireFormat(string path)
    {
        TextFile.Require(path);
        return FormatOf(path) ?? throw new InputException(path, null, "The ending of the name does not say what the file is.", $"Expected {Endings}.");
    }

    /// <summary>Yields the records in file order, one at a time in memory.</summary>
    /// <exception cref="InputException">The file is missing, has an unknown ending, or (while reading) is damaged or wrongly written.</exception>
    public static IAsyncEnumerable<TableRow> ReadAsync(string path, CancellationToken cancellationToken) => RequireFormat(path) switch
    {
        TableFormat.JsonLines => JsonRows.ReadAsync(path, cancellationToken),
        TableFormat.Tsv => CsvRows.ReadAsync(path, '\t', withHeader: false, cancellationToken),
        _ => CsvRows.ReadAsync(path, ',', withHeader: false, cancellationToken),
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

    /// <summary>The header of a file, or the fields of its first JSON object; null where there is no object.</summary>
    /// <exception cref="InputException">As <see cref="ReadAsync(string, CancellationToken)"/>.</exception>
    public static async Task<TableColumns?> ColumnsAsync(string path, CancellationToken cancellationToken)
    {
        var rows = RequireFormat(path) switch
        {
            TableFormat.JsonLines => JsonRows.ReadAsync(path, cancellationToken),
            TableFormat.Tsv => CsvRows.ReadAsync(path, '\t', withHeader: true, cancellationToken),
            _ => CsvRows.ReadAsync(path, ',', withHeader: true, cancellationToken),
        };
        return (await rows.FirstOrDefaultAsync(cancellationToken))?.Columns;
    }
}
