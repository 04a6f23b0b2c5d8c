using System.Text.Encodings.Web;
using System.Text.Json;

namespace ForumClassifier.Corpora.Posts;

/// <summary>How the tags of a post stand in one cell: <c>c++;python</c>, or as a JSON array where a tag could be misread so.</summary>
internal static class TagCell
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<string> tags) =>
        tags.Any(tag => tag.Length == 0 || tag.Contains(';', StringComparison.Ordinal) || tag.Trim() != tag) || (tags.Count > 0 && tags[0].StartsWith('['))
            ? JsonSerializer.Serialize(tags, Json)
            : string.Join(';', tags);

    public static IReadOnlyList<string> Read(string cell)
    {
        if (cell.StartsWith('[') && TryReadJson(cell) is { } tags)
        {
            return tags;
        }

        return cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[]? TryReadJson(string cell)
    {
        try
        {
            return JsonSerializer.Deserialize<string?[]>(cell)?.OfType<string>().ToArray();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // then it is a tag that begins so
        }
    }
}
