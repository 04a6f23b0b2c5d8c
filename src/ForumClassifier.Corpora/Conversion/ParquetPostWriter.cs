using ForumClassifier.Core.Posts;
using Parquet;
using Parquet.Schema;

namespace ForumClassifier.Corpora.Conversion;

/// <summary>Writes Parquet with text columns, times too: as ISO 8601 they keep every digit. Holds one row group, of at most 65,536 posts or 8 M characters and the last post.</summary>
internal sealed class ParquetPostWriter : IPostWriter
{
    private const int MostCharacters = 1 << 23;

    private static readonly DataField<string>[] Fields = [.. PostFields.Names.Select(name => new DataField<string>(name, nullable: name == PostFields.CreatedAt))];

    private readonly ParquetGroups _groups;
    private readonly List<string?[]> _rows = [];
    private long _characters;

    public ParquetPostWriter(Stream stream) => _groups = new ParquetGroups(stream, Fields);

    public async ValueTask WriteAsync(Post post, CancellationToken cancellationToken = default)
    {
        var row = PostFields.Of(post);
        _rows.Add(row);
        _characters += row.Sum(value => (long?)value?.Length ?? 0);
        if (_rows.Count >= ParquetGroups.MostRows || _characters >= MostCharacters)
        {
            await _groups.WriteAsync(WriteRowsAsync, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _groups.CloseAsync(_rows.Count > 0 ? WriteRowsAsync : null);

    private async Task WriteRowsAsync(ParquetRowGroupWriter group)
    {
        for (var i = 0; i < Fields.Length; i++)
        {
            await group.WriteAsync(Fields[i], Column(i));
        }

        _rows.Clear();
        _characters = 0;
    }

    // the library takes nulls where the field is nullable, though its type does not say so
    private string[] Column(int index) => [.. _rows.Select(row => row[index]!)];
}
