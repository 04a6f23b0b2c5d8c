using Parquet;
using Parquet.Schema;

namespace ForumClassifier.Corpora;

/// <summary>A Parquet file that is written by row groups; where one of them fails, nothing more is written.</summary>
/// <param name="stream">Stays open.</param>
/// <param name="fields">In the order of the columns.</param>
internal sealed class ParquetGroups(Stream stream, IReadOnlyList<DataField> fields)
{
    public const int MostRows = 1 << 16;

    private ParquetWriter? _writer;
    private bool _hasFailed;

    /// <param name="write">Writes the columns of one group; null where there are no rows, and only the file is begun.</param>
    public async Task WriteAsync(Func<ParquetRowGroupWriter, Task>? write, CancellationToken cancellationToken)
    {
        _hasFailed = true;
        _writer ??= await ParquetWriter.CreateAsync(new ParquetSchema([.. fields]), stream, cancellationToken: cancellationToken);
        if (write is not null)
        {
            using var group = _writer.CreateRowGroup();
            await write(group);
        }

        _hasFailed = false;
    }

    /// <summary>Ends the file with what is left; after a failure there is nothing that could still become whole.</summary>
    /// <param name="write">As of <see cref="WriteAsync"/>.</param>
    public async ValueTask CloseAsync(Func<ParquetRowGroupWriter, Task>? write)
    {
        if (_hasFailed)
        {
            return;
        }

        await WriteAsync(write, CancellationToken.None);
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }
    }
}
