using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace ForumClassifier.Corpora.Tables;

/// <summary>Reads Parquet: columns of texts, numbers, times and truth values; lists and structures have no text. Holds one row group.</summary>
internal static class ParquetRows
{
    private static readonly ParquetOptions Options = new() { TreatByteArrayAsString = true, UseDateOnlyTypeForDates = true };

    private static readonly Dictionary<Type, Func<ParquetRowGroupReader, DataField, int, CancellationToken, Task<string?[]>>> Readers = new()
    {
        [typeof(bool)] = ReadAsync<bool>,
        [typeof(sbyte)] = ReadAsync<sbyte>,
        [typeof(byte)] = ReadAsync<byte>,
        [typeof(short)] = ReadAsync<short>,
        [typeof(ushort)] = ReadAsync<ushort>,
        [typeof(int)] = ReadAsync<int>,
        [typeof(uint)] = ReadAsync<uint>,
        [typeof(long)] = ReadAsync<long>,
        [typeof(ulong)] = ReadAsync<ulong>,
        [typeof(float)] = ReadAsync<float>,
        [typeof(double)] = ReadAsync<double>,
        [typeof(decimal)] = ReadAsync<decimal>,
        [typeof(DateTime)] = ReadAsync<DateTime>,
        [typeof(DateOnly)] = ReadAsync<DateOnly>,
        [typeof(TimeSpan)] = ReadAsync<TimeSpan>,
        [typeof(TimeOnly)] = ReadAsync<TimeOnly>,
        [typeof(Guid)] = ReadAsync<Guid>,
    };

    public static async IAsyncEnumerable<TableRow> ReadAsync(string path, bool withHeader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RequireWhole(path);
        await using var file = File.OpenRead(path);
        await using var reader = await ExplainAsync(path, 1, () => ParquetReader.CreateAsync(file, Options, leaveStreamOpen: true, cancellationToken));
        var schema = await ExplainAsync(path, 1, () => Task.FromResult(reader.Schema)); // made when it is asked for
        var columns = BinaryFile.Columns(path, schema.Fields.Select(field => field.Name));
        var nested = schema.Fields.Select((field, i) => (field, i)).Where(column => !HasText(column.field)).Select(column => column.i).ToHashSet();
        if (withHeader)
        {
            yield return new TableRow(path, 1, columns, new string?[columns.Names.Count], nested);
        }

        var row = 0L;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            var values = await ExplainAsync(path, row + 1, () => ReadGroupAsync(reader, group, cancellationToken));
            for (var i = 0; i < values[0].Length; i++)
            {
                yield return new TableRow(path, ++row, columns, Array.ConvertAll(values, column => column[i]), nested);
            }
        }
    }

    private static bool HasText(Field field) =>
        field is DataField { IsArray: false, MaxRepetitionLevel: 0 } data && (IsText(data) || Readers.ContainsKey(data.ClrType));

    private static bool IsText(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    /// <summary>Parquet has its mark at both ends; a file that was cut lacks the second.</summary>
    private static void RequireWhole(string path)
    {
        var head = BinaryFile.Head(path, 4);
        using var file = File.OpenRead(path);
        var tail = new byte[4];
        file.Seek(-Math.Min(4, file.Length), SeekOrigin.End);
        file.ReadAtLeast(tail, 4, throwOnEndOfStream: false);
        if (tail.AsSpan().SequenceEqual("PARE"u8))
        {
            throw new InputException(path, null, "The Parquet file is encrypted.", "Save it without encryption.");
        }

        if (!head.AsSpan().SequenceEqual("PAR1"u8))
        {
            throw new InputException(path, null, "The file is not Parquet: its first bytes are others.", "Check what it is; the ending of its name says .parquet.");
        }

        if (!tail.AsSpan().SequenceEqual("PAR1"u8) || file.Length < 12)
        {
            throw new InputException(path, null, "The Parquet file is cut: its end is missing.", "Get the file again.");
        }
    }

    /// <returns>[columns][rows]</returns>
    private static async Task<string?[][]> ReadGroupAsync(ParquetReader reader, int index, CancellationToken cancellationToken)
    {
        using var group = reader.OpenRowGroupReader(index);
        var rows = checked((int)group.RowCount);
        var values = new string?[reader.Schema.Fields.Count][];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.Schema.Fields[i] is DataField field && HasText(field) && group.ColumnExists(field)
                ? await ReadColumnAsync(group, field, rows, cancellationToken)
                : new string?[rows];
        }

        return values;
    }

    private static async Task<string?[]> ReadColumnAsync(ParquetRowGroupReader group, DataField field, int rows, CancellationToken cancellationToken)
    {
        if (IsText(field))
        {
            var texts = new string?[rows];
            await group.ReadAsync(field, texts.AsMemory(), null, cancellationToken);
            return texts;
        }

        return await Readers[field.ClrType](group, field, rows, cancellationToken);
    }

    private static async Task<string?[]> ReadAsync<T>(ParquetRowGroupReader group, DataField field, int rows, CancellationToken cancellationToken) where T : struct
    {
        if (field.IsNullable)
        {
            var optional = new T?[rows];
            await group.ReadAsync(field, optional.AsMemory(), null, cancellationToken);
            return Array.ConvertAll(optional, value => CellText.Of(value));
        }

        var values = new T[rows];
        await group.ReadAsync(field, values.AsMemory(), null, cancellationToken);
        return Array.ConvertAll(values, value => CellText.Of(value));
    }

    private static async Task<T> ExplainAsync<T>(string path, long row, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is not OperationCanceledException) // the library meets damaged bytes with exceptions of many kinds
        {
            throw new InputException(path, row, "The Parquet data are damaged here or soon after, or compressed in a way that is not known.", "Get the file again, or write it with Snappy or Zstandard.", e);
        }
    }
}
