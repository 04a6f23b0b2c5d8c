using System.Globalization;
using System.Text.Json;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Dumps.Discourse;

/// <summary>Makes posts of what Discourse serves, in any order.</summary>
/// <remarks>
/// <code>
/// /t/{id}.json         { "post_stream": { "posts": [...], "stream": [ids of all posts] }, "id", "title", "category_id", "tags" }
/// /t/{id}/posts.json   { "post_stream": { "posts": [...] }, "id" }
/// /posts.json          { "latest_posts": [...] }
/// /posts/{id}.json     { "id", "topic_id", "post_number", "raw", "cooked", ... }
/// </code>
/// A topic holds its first 20 posts, or with <c>print=true</c> 1,000; very long ones have no <c>stream</c>.
/// </remarks>
internal sealed class DiscoursePosts(CorpusOddities oddities)
{
    private const string Expected = "Expected a Discourse topic or its posts: an object with post_stream.posts, each with id, post_number and raw or cooked.";

    private readonly SeenPosts _seen = new();
    private readonly ReplyTargets _targets = new();
    private readonly ExpectedPosts _expected = new();
    private readonly Dictionary<long, TopicFacts> _unfinished = []; // of topics whose posts come in several files

    /// <summary>True where an object is of one of these shapes.</summary>
    public static bool Knows(JsonElement value) =>
        JsonRecord.Get(value, "post_stream") is not null
        || JsonRecord.Get(value, "latest_posts") is not null
        || (JsonRecord.Get(value, "topic_id") is not null && JsonRecord.Get(value, "post_number") is not null);

    /// <summary>The shape of an object, in words; null where it is none of these.</summary>
    public static string? ShapeOf(JsonElement value) =>
        !Knows(value) ? null
        : JsonRecord.Get(value, "latest_posts") is not null ? "discourse posts"
        : JsonRecord.Get(value, "post_stream") is null ? "discourse post"
        : JsonRecord.Get(value, "title") is null ? "discourse posts" : "discourse topic";

    /// <exception cref="InputException">The object is none of these, or a post has no id or no text.</exception>
    public IReadOnlyList<Post> Read(JsonRecord record)
    {
        try
        {
            var stream = JsonRecord.Get(record.Value, "post_stream");
            return stream is not null ? ReadTopic(record, stream.Value)
                : JsonRecord.Get(record.Value, "latest_posts") is not null ? [.. Keep(JsonRecord.Items(record.Value, "latest_posts"), record, null, null)]
                : JsonRecord.Get(record.Value, "topic_id") is not null ? [.. Keep([record.Value], record, null, null)]
                : throw record.Error("The object is no Discourse topic and no post.", Expected);
        }
        catch (InvalidOperationException e) // bytes or escapes that are no text
        {
            throw record.Error("A text is not valid Unicode.", Expected, e);
        }
    }

    /// <summary>Says which posts are missing, once all files are read.</summary>
    public void Finish() => oddities.CountMissing(_expected.Missing(_seen));

    private List<Post> ReadTopic(JsonRecord record, JsonElement stream)
    {
        if (JsonRecord.Get(stream, "posts") is not { ValueKind: JsonValueKind.Array } posts)
        {
            throw record.Error("The topic holds no post_stream.posts.", Expected);
        }

        var topic = JsonRecord.Number(record.Value, "id");
        var isTopic = JsonRecord.Get(record.Value, "title") is not null;
        var facts = isTopic ? TopicFacts.Of(record.Value) : topic is { } known ? _unfinished.GetValueOrDefault(known) : null;
        var kept = Keep(posts.EnumerateArray(), record, JsonRecord.Text(record.Value, "id"), facts);
        if (isTopic && topic is { } id)
        {
            Expect(id, stream, posts, facts ?? TopicFacts.None, record.Value);
        }

        return kept;
    }

    private void Expect(long topic, JsonElement stream, JsonElement posts, TopicFacts facts, JsonElement value)
    {
        if (JsonRecord.Get(stream, "stream") is not { ValueKind: JsonValueKind.Array } list)
        {
            if (JsonRecord.Number(value, "posts_count") is not { } count || count > posts.GetArrayLength())
            {
                oddities.CountTopicWithoutList();
                _unfinished[topic] = facts;
            }

            return;
        }

        var here = posts.EnumerateArray().Select(post => JsonRecord.Number(post, "id")).ToHashSet();
        var elsewhere = list.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _)).Select(id => id.GetInt64()).Where(id => !here.Contains(id)).ToList();
        if (elsewhere.Count > 0)
        {
            _expected.Add(topic, elsewhere);
            _unfinished[topic] = facts;
        }
    }

    private List<Post> Keep(IEnumerable<JsonElement> posts, JsonRecord record, string? topic, TopicFacts? facts)
    {
        var all = posts.Select((post, i) => Read(post, i, record, topic, facts)).ToList(); // all or none: a damaged topic is left out whole
        foreach (var (post, number, _) in all)
        {
            if (number is { } own && Number(post.ThreadId) is { } thread)
            {
                _targets.Add(thread, own, post.Id);
            }
        }

        var kept = new List<Post>(all.Count);
        foreach (var (post, _, answered) in all)
        {
            if (Number(post.Id) is { } id && !_seen.Add(id, post.CreatedAt))
            {
                oddities.CountDouble(post.Id);
            }
            else
            {
                kept.Add(answered is { } other && Number(post.ThreadId) is { } thread ? post with { ReplyTo = _targets.Find(thread, other) } : post);
            }
        }

        return kept;
    }

    private static long? Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private (Post Post, long? Number, long? Answered) Read(JsonElement post, int index, JsonRecord record, string? topic, TopicFacts? facts)
    {
        var raw = JsonRecord.Text(post, "raw");
        var id = JsonRecord.Text(post, "id");
        var body = raw ?? JsonRecord.Text(post, "cooked");
        if (id is null or "" || body is null)
        {
            throw record.Error(FormattableString.Invariant($"Post {index + 1} of the topic has no id or no text."), Expected);
        }

        facts ??= TopicFacts.Of(post);
        var number = JsonRecord.Number(post, "post_number");
        var thread = topic ?? JsonRecord.Text(post, "topic_id") ?? id;
        var made = new Post(
            id,
            thread,
            JsonRecord.Text(post, "username") ?? "",
            Time(post),
            number == 1 ? facts.Title : "",
            body,
            raw is null ? BodyFormat.Html : BodyFormat.Markdown)
        {
            Category = facts.Category,
            Tags = facts.Tags,
            Url = JsonRecord.Text(post, "post_url") ?? Address(facts, thread, number),
        };
        return (made, number, JsonRecord.Number(post, "reply_to_post_number"));
    }

    private static string Address(TopicFacts facts, string thread, long? number) =>
        number is null || facts.Slug.Length == 0 ? "" : FormattableString.Invariant($"/t/{facts.Slug}/{thread}/{number}");

    private DateTimeOffset? Time(JsonElement post)
    {
        if (JsonRecord.Text(post, "created_at") is not { Length: > 0 } text)
        {
            return null;
        }

        var time = PostTime.Parse(text);
        if (time is null)
        {
            oddities.CountUnreadableDate(text);
        }

        return time;
    }
}
