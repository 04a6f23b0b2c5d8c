using System.Runtime.CompilerServices;
using System.Text.Unicode;
using CsvHelper;

namespace ForumClassifier.Corpora.Tables;

/// <summary>Reads RFC 4180 with a header; a quote inside an unquoted field and text after a closing quote are text, as in Python's csv module.</summary>
internal static class CsvRows
{
    /// <param name="withHeader">True to yield the header as a row of its own first.</param>
    public static IAsyncEnumerable<TableRow> ReadAsync(string path, char separator, bool withHeader, CancellationToken cancellationToken) =>
        ReadAsync(path, () => TextFile.Open(path), separator, withHeader, cancellationToken);

    /// <param name="path">The file, for messages.</param>
    /// <param name="open">Its text in UTF-8; closed at the end.</param>
    /// <param name="withHeader">True to yield the header as a row of its own first.</param>
    public static async IAsyncEnumerable<TableRow> ReadAsync(
        string path, Func<Stream> open, char separator, bool withHeader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unclosed = false;
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false, // read as a record, so that its bytes are checked too
            DetectSeparatorHint = false,
            TrackLineNumbers = true,
            MaxRecordSize = TextFile.LongestRecord,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record => unclosed = EndsInsideQuotes(record.RawRecord, separator),
        };
        await using var reader = CsvReader.Create(open(), options);
        TableColumns? columns = null;
        while (await MoveAsync(reader, path, cancellationToken))
        {
            Check(reader, path, unclosed);
            var fields = new string[reader.FieldCount];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = reader.GetString(i);
            }

            var isHeader = columns is null;
            columns ??= Header(fields, separator, path, reader.LineNumber);
            if (!isHeader || withHeader)
            {
                yield return Row(fields, columns, path, reader.LineNumber);
            }
        }

        if (columns is null)
        {
            throw new InputException(path, null, "The file holds no header.", "Expected the names of the columns in the first line.");
        }
    }

    private static async ValueTask<bool> MoveAsync(CsvReader reader, string path, CancellationToken cancellationToken)
    {
        var line = reader.LineNumber;
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException e)
        {
            throw TextFile.Explain(path, e.LineNumber > 0 ? e.LineNumber : null, e);
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(path, line > 0 ? line : null, e);
        }
    }

    private static void Check(CsvReader reader, string path, bool unclosed)
    {
        if (unclosed)
        {
            throw new InputException(path, reader.LineNumber, "A quote opens a field in this record and is not closed before the end of the file.", "Close it, or double the quotes inside quoted fields.");
        }

        if (!Utf8.IsValid(reader.RawRecord))
        {
            throw new InputException(path, reader.LineNumber, "The record is not valid UTF-8.", "Save the file as UTF-8.");
        }
    }

    private static TableColumns Header(string[] names, char separator, string path, long line)
    {
        if (separator == ',' && names is [var all] && (all.Contains(';', StringComparison.Ordinal) || all.Contains('\t', StringComparison.Ordinal)))
        {
            throw new InputException(path, line, "There is no comma in the header, but a ';' or a tab: it seems to stand between the columns.", "Save the file with commas between them, or with tabs as .tsv.");
        }

        var columns = new TableColumns([.. names.Select(name => name.Trim())]);
        return columns.Doubled is null
            ? columns
            : throw new InputException(path, line, $"The column {ShownColumns.One(columns.Doubled, columns.Names)} occurs twice.", "Give each column a name of its own.");
    }

    private static TableRow Row(string[] fields, TableColumns columns, string path, long line) => fields.Length == columns.Names.Count
        ? new TableRow(path, line, columns, fields)
        : throw new InputException(path, line, FormattableString.Invariant($"The record has {fields.Length} fields and the header {columns.Names.Count}."),
            "Put fields that hold separators or line breaks into quotes.");

    /// <summary>Only asked of records whose quoting is odd: of several oddities the library names the first alone.</summary>
    private static bool EndsInsideQuotes(string record, char separator)
    {
        var state = QuoteState.AtStart;
        foreach (var c in record)
        {
            state = (state, c) switch
            {
                (QuoteState.Quoted, '"') => QuoteState.Closed,
                (QuoteState.Quoted, _) => QuoteState.Quoted,
                (QuoteState.AtStart or QuoteState.Closed, '"') => QuoteState.Quoted,
                (_, '\r' or '\n') => QuoteState.AtStart,
                _ => c == separator ? QuoteState.AtStart : QuoteState.Plain,
            };
        }

        return state == QuoteState.Quoted;
    }

    private enum QuoteState
    {
        AtStart,
        Plain,
        Quoted,
        Closed,
    }
}
