using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace ForumClassifier.Corpora.Predictions;

/// <summary>Makes a Parquet file of rows that <see cref="PredictionWriter"/> has written for it. Holds one row group, of at most 65,536 posts.</summary>
/// <remarks>Texts and times are text columns, which the library encodes by dictionaries where values repeat; probabilities are optional floats. The same rows give the same bytes.</remarks>
public sealed class ParquetPredictions : IAsyncDisposable
{
    private readonly ParquetGroups _groups;
    private readonly DataField<string>[] _texts;
    private readonly DataField<float?>[] _probabilities;
    private readonly DataField<bool> _abstained = new(PredictionColumns.Abstained);
    private readonly DataField<bool> _truncated = new(PredictionColumns.Truncated);
    private readonly DataField<string> _model = new(PredictionColumns.Model, nullable: false);
    private readonly List<Row> _rows = [];

    /// <param name="stream">Stays open; its position is asked for, never set.</param>
    /// <param name="header">As <see cref="PredictionWriter.WriteHeader"/> writes it.</param>
    public ParquetPredictions(Stream stream, ReadOnlySpan<byte> header)
    {
        var probabilities = JsonSerializer.Deserialize<string[]>(header) ?? throw new ArgumentException("There are no columns.", nameof(header));
        string[] texts = [PredictionColumns.PostId, PredictionColumns.ThreadId, PredictionColumns.CreatedAt, PredictionColumns.Codes];
        _texts = [.. texts.Select(name => new DataField<string>(name, nullable: name == PredictionColumns.CreatedAt))];
        _probabilities = [.. probabilities.Select(name => new DataField<float?>(name))];
        _groups = new ParquetGroups(stream, [.. _texts, _abstained, .. _probabilities, _truncated, _model]);
    }

    /// <param name="lines">Whole lines of JSON.</param>
    public async Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default)
    {
        for (var rest = lines; rest.Length > 0;)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            using (var row = JsonDocument.Parse(rest[..end]))
            {
                _rows.Add(Read(row.RootElement));
            }

            rest = rest[(end + 1)..];
            if (_rows.Count == ParquetGroups.MostRows)
            {
                await _groups.WriteAsync(WriteRowsAsync, cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => _groups.CloseAsync(_rows.Count > 0 ? WriteRowsAsync : null);

    private async Task WriteRowsAsync(ParquetRowGroupWriter group)
    {
        foreach (var (place, field) in _texts.Index())
        {
            await group.WriteAsync(field, Texts(row => row.Texts[place]));
        }

        await group.WriteAsync<bool>(_abstained, _rows.Select(row => row.Abstained).ToArray().AsMemory());
        foreach (var (place, field) in _probabilities.Index())
        {
            await group.WriteAsync<float>(field, _rows.Select(row => row.Probabilities[place]).ToArray().AsMemory());
        }

        await group.WriteAsync<bool>(_truncated, _rows.Select(row => row.Truncated).ToArray().AsMemory());
        await group.WriteAsync(_model, Texts(row => row.Model));
        _rows.Clear();
    }

    // the library takes nulls where the field is nullable, though its type does not say so
    private string[] Texts(Func<Row, string?> of) => [.. _rows.Select(row => of(row)!)];

    private Row Read(JsonElement row) => new(
        [.. _texts.Select(field => row.GetProperty(field.Name).GetString())],
        row.GetProperty(_abstained.Name).GetBoolean(),
        [.. _probabilities.Select(field => row.GetProperty(field.Name) is { ValueKind: not JsonValueKind.Null } number ? number.GetSingle() : (float?)null)],
        row.GetProperty(_truncated.Name).GetBoolean(),
        row.GetProperty(_model.Name).GetString());

    private sealed record Row(string?[] Texts, bool Abstained, float?[] Probabilities, bool Truncated, string? Model);
}
