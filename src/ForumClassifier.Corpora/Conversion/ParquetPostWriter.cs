using ForumClassifier.Core.Posts;
using Parquet;
using Parquet.Schema;

namespace ForumClassifier.Corpora.Conversion;

/// <summary>Writes Parquet with text columns, times too: as ISO 8601 they keep every digit. Holds one row group, of at most 65,536 posts or 8 M characters and the last post.</summary>
internal sealed class ParquetPostWriter : IPostWriter
{
    private const int MostRows = 1 << 16;
    private const int MostCharacters = 1 << 23;

    private static readonly DataField<string>[] Fields = [.. PostFields.Names.Select(name => new DataField<string>(name, nullable: name == PostFields.CreatedAt))];

    private readonly Stream _stream;
    private readonly List<string?[]> _rows = [];
    private ParquetWriter? _writer;
    private long _characters;
    private bool _hasFailed;

    public ParquetPostWriter(Stream stream) => _stream = stream;

    public async ValueTask WriteAsync(Post post, CancellationToken cancellationToken = default)
    {
        var row = PostFields.Of(post);
        _rows.Add(row);
        _characters += row.Sum(value => (long?)value?.Length ?? 0);
        if (_rows.Count >= MostRows || _characters >= MostCharacters)
        {
            await WriteGroupAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_hasFailed)
        {
            return; // there is nothing that could still become whole
        }

        await WriteGroupAsync(CancellationToken.None);
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }
    }

    private async Task WriteGroupAsync(CancellationToken cancellationToken)
    {
        _hasFailed = true;
        _writer ??= await ParquetWriter.CreateAsync(new ParquetSchema(Fields), _stream, cancellationToken: cancellationToken);
        if (_rows.Count > 0)
        {
            using var group = _writer.CreateRowGroup();
            for (var i = 0; i < Fields.Length; i++)
            {
                await group.WriteAsync(Fields[i], Column(i));
            }
        }

        _rows.Clear();
        _characters = 0;
        _hasFailed = false;
    }

    // the library takes nulls where the field is nullable, though its type does not say so
    private string[] Column(int index) => [.. _rows.Select(row => row[index]!)];
}
