using System.Text.Json;

namespace ForumClassifier.Corpora.Dumps.Discourse;

/// <summary>What a topic says of all its posts.</summary>
/// <param name="Title">Stands on the first post alone.</param>
/// <param name="Category"><c>category_id</c>, else <c>category_slug</c>; empty where it has neither.</param>
/// <param name="Slug">Its name in addresses.</param>
internal sealed record TopicFacts(string Title, string Category, IReadOnlyList<string> Tags, string Slug)
{
    public static TopicFacts None { get; } = new("", "", [], "");

    /// <param name="topic">Of a topic, or of a post that has the same fields.</param>
    public static TopicFacts Of(JsonElement topic) => new(
        JsonRecord.Text(topic, "title") ?? JsonRecord.Text(topic, "topic_title") ?? "",
        JsonRecord.Text(topic, "category_id") ?? JsonRecord.Text(topic, "category_slug") ?? "",
        JsonRecord.Items(topic, "tags").Select(Tag).OfType<string>().ToArray(),
        JsonRecord.Text(topic, "slug") ?? JsonRecord.Text(topic, "topic_slug") ?? "");

    // newer versions give objects
    private static string? Tag(JsonElement tag) =>
        tag.ValueKind == JsonValueKind.String ? tag.GetString() : JsonRecord.Text(tag, "name") ?? JsonRecord.Text(tag, "slug");
}
