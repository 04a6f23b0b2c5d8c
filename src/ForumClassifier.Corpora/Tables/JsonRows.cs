using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace ForumClassifier.Corpora.Tables;

/// <summary>Reads JSON Lines: one object a line, its fields as columns; numbers and booleans as they are written.</summary>
internal static class JsonRows
{
    public static IAsyncEnumerable<TableRow> ReadAsync(string path, CancellationToken cancellationToken) =>
        ReadAsync(path, () => TextFile.Open(path), cancellationToken);

    /// <param name="path">The file, for messages.</param>
    /// <param name="open">Its text in UTF-8; closed at the end.</param>
    public static async IAsyncEnumerable<TableRow> ReadAsync(string path, Func<Stream> open, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lines = new LineReader(open());
        var columns = new TableColumns([]);
        while (await MoveAsync(lines, path, cancellationToken))
        {
            if (lines.Line.Span.Trim(" \t"u8).IsEmpty)
            {
                continue;
            }

            var row = Parse(lines.Line.Span, columns, path, lines.LineNumber);
            columns = row.Columns;
            yield return row;
        }
    }

    private static async ValueTask<bool> MoveAsync(LineReader lines, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadAsync(cancellationToken);
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(path, lines.LineNumber + 1, e);
        }
    }

    /// <param name="previous">Columns of the line before: mostly those of this one too.</param>
    private static TableRow Parse(ReadOnlySpan<byte> line, TableColumns previous, string path, long number)
    {
        if (!Utf8.IsValid(line))
        {
            throw new InputException(path, number, "The line is not valid UTF-8.", "Save the file as UTF-8.");
        }

        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            return json.TokenType == JsonTokenType.StartObject
                ? ParseObject(ref json, line, previous, path, number)
                : throw new InputException(path, number, $"The line holds a JSON {Word(json.TokenType)}.", "Expected an object, such as {\"id\": \"1\", \"body\": \"...\"}.");
        }
        catch (JsonException e)
        {
            throw new InputException(path, number, FormattableString.Invariant($"The line is not valid JSON (byte {e.BytePositionInLine + 1})."), "Expected one whole object a line.", e);
        }
        catch (InvalidOperationException e) // what the reader throws for half of a surrogate pair
        {
            throw new InputException(path, number, "A text in the line holds an escape that is half of a character, such as \\ud83d alone.", "Replace it by \\ufffd.", e);
        }
    }

    private static TableRow ParseObject(ref Utf8JsonReader json, ReadOnlySpan<byte> line, TableColumns previous, string path, long number)
    {
        var names = new List<string>(previous.Names.Count);
        var values = new List<string?>(previous.Names.Count);
        HashSet<int>? nested = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(names.Count < previous.Names.Count && json.ValueTextEquals(previous.Names[names.Count])
                ? previous.Names[names.Count]
                : json.GetString()!); // the name of a property is never null
            json.Read();
            if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                (nested ??= []).Add(values.Count);
                values.Add(Skip(ref json, line));
            }
            else
            {
                values.Add(Text(ref json));
            }
        }

        json.Read(); // throws where something follows the object
        var columns = names.SequenceEqual(previous.Names) ? previous : new TableColumns(names);
        return columns.Doubled is null
            ? new TableRow(path, number, columns, [.. values], nested)
            : throw new InputException(path, number, $"The field {Shown.Name(columns.Doubled)} occurs twice in the object.", "Keep one of them.");
    }

    /// <returns>The JSON of an array; null for an object.</returns>
    private static string? Skip(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        var (isArray, start) = (json.TokenType == JsonTokenType.StartArray, (int)json.TokenStartIndex);
        json.Skip();
        return isArray ? System.Text.Encoding.UTF8.GetString(line[start..(int)json.BytesConsumed]) : null;
    }

    private static string? Text(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => json.GetString(),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => System.Text.Encoding.UTF8.GetString(json.ValueSpan),
    };

    private static string Word(JsonTokenType type) => type switch
    {
        JsonTokenType.StartArray => "array",
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number",
        JsonTokenType.Null => "null",
        _ => "boolean",
    };
}
