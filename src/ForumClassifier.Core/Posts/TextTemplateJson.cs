using System.Text.Json;
using System.Text.Json.Serialization;

namespace ForumClassifier.Core.Posts;

/// <summary>A text template in a model's files.</summary>
/// <remarks>
/// <code>
/// { "segments": { "quote": "drop", "code": "mask", "log": "keep", ... }, "mask": ["names"] }     every kind is named
/// "title-and-body"                                                                            what models had before
/// </code>
/// </remarks>
public sealed class TextTemplateJson : JsonConverter<TextTemplate>
{
    internal const string Before = "title-and-body";

    public override TextTemplate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString() == Before ? TextTemplate.TitleAndBody : throw new JsonException($"the text template is neither \"{Before}\" nor an object.");
        }

        var stored = JsonSerializer.Deserialize<Stored>(ref reader, options) ?? throw new JsonException("there is no text template.");
        var segments = stored.Segments.ToDictionary(pair => Parse<SegmentKind>(pair.Key), pair => Parse<SegmentTreatment>(pair.Value));
        return TextTemplate.Kinds.All(segments.ContainsKey) && !segments.ContainsKey(SegmentKind.Prose)
            ? new TextTemplate(segments, stored.Mask.Select(Parse<MaskedData>))
            : throw new JsonException("the text template does not say what becomes of each kind of segment.");
    }

    public override void Write(Utf8JsonWriter writer, TextTemplate value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        if (!value.ReadsSegments)
        {
            writer.WriteStringValue(Before);
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartObject("segments");
        foreach (var kind in TextTemplate.Kinds)
        {
            writer.WriteString(kind.ToString().ToLowerInvariant(), value[kind].ToString().ToLowerInvariant());
        }

        writer.WriteEndObject();
        writer.WriteStartArray("mask");
        foreach (var data in Enum.GetValues<MaskedData>().Where(value.Masks))
        {
            writer.WriteStringValue(data.ToString().ToLowerInvariant());
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static T Parse<T>(string name)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.Ordinal);
        return known.TryGetValue(name, out var found) ? found : throw new JsonException($"the text template says '{name}', which is not known.");
    }

    private sealed record Stored
    {
        [JsonPropertyName("segments")]
        public required Dictionary<string, string> Segments { get; init; }

        [JsonPropertyName("mask")]
        public required List<string> Mask { get; init; }
    }
}
