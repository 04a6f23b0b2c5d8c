using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Conversion;

/// <summary>Writes JSON Lines: one object a line, tags as an array.</summary>
internal sealed class JsonPostWriter : IPostWriter
{
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;

    public JsonPostWriter(Stream stream)
    {
        _stream = stream;
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public async ValueTask WriteAsync(Post post, CancellationToken cancellationToken = default)
    {
        WriteLine(post);
        await _stream.WriteAsync(_line.WrittenMemory, cancellationToken);
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();

    private void WriteLine(Post post)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        foreach (var (name, value) in PostFields.Names.Zip(PostFields.Of(post)))
        {
            if (name != PostFields.Tags)
            {
                _json.WriteString(name, value);
                continue;
            }

            _json.WriteStartArray(name);
            foreach (var tag in post.Tags)
            {
                _json.WriteStringValue(tag);
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
    }
}
