using System.Text.Json;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Posts;

/// <summary>Reads a topic as Discourse serves it under <c>/t/{id}.json</c>: <c>id</c>, <c>title</c> and <c>post_stream.posts</c>.</summary>
internal static class DiscourseTopic
{
    private const string Expected = "Expected a Discourse topic: an object with post_stream.posts, each with id, post_number and raw or cooked.";

    /// <exception cref="InputException">The file is missing, damaged or no topic.</exception>
    public static async Task<IReadOnlyList<Post>> ReadAsync(string path, CorpusOddities oddities, CancellationToken cancellationToken)
    {
        using var document = await ParseAsync(path, cancellationToken);
        if (Get(document.RootElement, "post_stream") is not { } stream || Get(stream, "posts") is not { ValueKind: JsonValueKind.Array } posts)
        {
            throw new InputException(path, null, "The file holds no post_stream.posts.", Expected);
        }

        return [.. posts.EnumerateArray().Select((post, i) => Read(post, i, document.RootElement, path, oddities))];
    }

    private static async Task<JsonDocument> ParseAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = TextFile.Open(path);
            var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > TextFile.LongestRecord)
                {
                    throw new LineTooLongException();
                }
            }

            bytes.Position = 0;
            return await JsonDocument.ParseAsync(bytes, default, cancellationToken);
        }
        catch (JsonException e)
        {
            throw new InputException(path, e.LineNumber + 1, FormattableString.Invariant($"The file is not valid JSON (byte {e.BytePositionInLine + 1} of the line)."), Expected, e);
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(path, null, e);
        }
    }

    private static Post Read(JsonElement post, int index, JsonElement topic, string path, CorpusOddities oddities)
    {
        try
        {
            var raw = Text(post, "raw");
            var id = Text(post, "id");
            var body = raw ?? Text(post, "cooked");
            if (id is null or "" || body is null)
            {
                throw new InputException(path, null, FormattableString.Invariant($"Post {index + 1} of the topic has no id or no text."), Expected);
            }

            return new Post(
                id,
                Text(topic, "id") ?? Text(post, "topic_id") ?? id,
                Text(post, "username") ?? "",
                Time(post, oddities),
                Text(post, "post_number") == "1" ? Text(topic, "title") ?? "" : "",
                body,
                raw is null ? BodyFormat.Html : BodyFormat.Markdown);
        }
        catch (InvalidOperationException e) // bytes or escapes that are no text
        {
            throw new InputException(path, null, FormattableString.Invariant($"Post {index + 1} of the topic holds a text that is not valid Unicode."), Expected, e);
        }
    }

    private static DateTimeOffset? Time(JsonElement post, CorpusOddities oddities)
    {
        if (Text(post, "created_at") is not { Length: > 0 } text)
        {
            return null;
        }

        var time = PostTime.Parse(text);
        if (time is null)
        {
            oddities.CountUnreadableDate();
        }

        return time;
    }

    private static JsonElement? Get(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found : null;

    private static string? Text(JsonElement element, string name) => Get(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}
