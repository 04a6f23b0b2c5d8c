using System.Text.Json;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>Tells the format of a file from its first bytes.</summary>
internal static class DumpRecognition
{
    /// <summary>How much is looked at.</summary>
    public const int HeadSize = 1 << 16;

    /// <returns>Null where the bytes are of none of the formats that can be told so.</returns>
    public static DumpFormat? Of(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        return text switch
        {
            [(byte)'<', ..] => IsPosts(text) ? DumpFormat.StackExchange : null,
            [(byte)'{', ..] or [(byte)'[', ..] => OfFields(Fields(text)),
            _ => null,
        };
    }

    /// <summary>True where the root of the XML is <c>posts</c>.</summary>
    private static bool IsPosts(ReadOnlySpan<byte> text)
    {
        var start = text;
        while (start is [(byte)'<', (byte)'?' or (byte)'!', ..]) // the declaration, comments
        {
            var end = start.StartsWith("<!--"u8) ? start.IndexOf("-->"u8) + 2 : start.IndexOf((byte)'>');
            if (end < 2)
            {
                return false;
            }

            start = start[(end + 1)..].TrimStart(" \t\r\n"u8);
        }

        return start.StartsWith("<posts"u8) && start.Length > 6 && start[6] is (byte)'>' or (byte)' ' or (byte)'/' or (byte)'\r' or (byte)'\n' or (byte)'\t';
    }

    private static DumpFormat? OfFields(HashSet<string> fields)
    {
        bool All(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (!fields.Contains(name))
                {
                    return false;
                }
            }

            return true;
        }

        return All("post_stream") || All("latest_posts") || All("topic_id", "post_number") ? DumpFormat.Discourse
            : All("issue_url", "user") || All("pull_request_url", "user") || All("url", "number", "user", "title") ? DumpFormat.GitHub
            : null;
    }

    /// <summary>The names of the first object's fields as far as the head goes.</summary>
    private static HashSet<string> Fields(ReadOnlySpan<byte> text)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var json = new Utf8JsonReader(text, isFinalBlock: false, default);
            var depth = -1;
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.StartObject && depth < 0)
                {
                    depth = json.CurrentDepth;
                }
                else if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == depth + 1)
                {
                    names.Add(json.GetString()!); // the name of a field is never null
                }
                else if (json.TokenType == JsonTokenType.EndObject && json.CurrentDepth == depth)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // what is wrong with it, the reader says with its place
        }

        return names;
    }
}
