using System.Text.Json;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Dumps.GitHub;

/// <summary>Makes posts of issues, pull requests and comments as GitHub's REST API gives them, in any order.</summary>
/// <remarks>
/// An issue or pull request is the post <c>owner/name/issues/7</c>, which is the thread too; a comment on it <c>owner/name/issues/7#issuecomment-123</c>,
/// one on its code <c>owner/name/issues/7#discussion_r123</c>. The category is <c>issue</c> or <c>pull request</c>, the tags are the labels.
/// </remarks>
internal sealed class GitHubPosts(CorpusOddities oddities)
{
    private const string Expected = "Expected an issue (url, number, title, user) or a comment (issue_url, id, body, user) as GitHub's REST API gives it.";

    private readonly Dictionary<string, SeenPosts> _seen = new(StringComparer.Ordinal); // by repository and kind

    /// <summary>True where an object is an issue, a pull request or a comment.</summary>
    public static bool Knows(JsonElement value) => IsComment(value) || IsIssue(value);

    /// <summary>What an object is, in words; null where it is none of these.</summary>
    public static string? ShapeOf(JsonElement value) =>
        IsComment(value) ? "github comments"
        : !IsIssue(value) ? null
        : "github issues";

    /// <returns>The post; none where it was read before.</returns>
    /// <exception cref="InputException">The object is none of these, or lacks what names it.</exception>
    public IReadOnlyList<Post> Read(JsonRecord record)
    {
        try
        {
            var (post, kind, number) = IsComment(record.Value) ? ReadComment(record)
                : IsIssue(record.Value) ? ReadIssue(record)
                : throw record.Error("The object is no issue and no comment.", Expected);
            if (!_seen.TryGetValue(kind, out var seen))
            {
                _seen.Add(kind, seen = new SeenPosts());
            }

            if (seen.Add(number, post.CreatedAt))
            {
                return [post];
            }

            oddities.CountDouble(post.Id);
            return [];
        }
        catch (InvalidOperationException e) // bytes or escapes that are no text
        {
            throw record.Error("A text is not valid Unicode.", Expected, e);
        }
    }

    private static bool IsComment(JsonElement value) =>
        JsonRecord.Get(value, "id") is not null && JsonRecord.Get(value, "body") is not null && ThreadAddress(value) is not null;

    private static bool IsIssue(JsonElement value) =>
        JsonRecord.Get(value, "number") is not null && JsonRecord.Get(value, "title") is not null && JsonRecord.Get(value, "user") is not null
        && (JsonRecord.Get(value, "url") ?? JsonRecord.Get(value, "html_url")) is not null;

    private static string? ThreadAddress(JsonElement value) =>
        JsonRecord.Text(value, "issue_url") ?? (JsonRecord.Get(value, "number") is null ? JsonRecord.Text(value, "pull_request_url") : null);

    private (Post Post, string Kind, long Number) ReadIssue(JsonRecord record)
    {
        var value = record.Value;
        var thread = Thread(JsonRecord.Text(value, "url") ?? JsonRecord.Text(value, "html_url"));
        if (thread is null || JsonRecord.Number(value, "number") is not { } number)
        {
            throw record.Error("The issue has no url or number that names it.", Expected);
        }

        var address = JsonRecord.Text(value, "html_url") ?? "";
        var isPull = JsonRecord.Get(value, "pull_request") is { ValueKind: JsonValueKind.Object } || IsPull(address) || JsonRecord.Get(value, "merge_commit_sha") is not null;
        return (Make(value, thread, thread, address, isPull), thread[..thread.LastIndexOf('/')], number);
    }

    private (Post Post, string Kind, long Number) ReadComment(JsonRecord record)
    {
        var value = record.Value;
        var isOnCode = JsonRecord.Get(value, "issue_url") is null;
        if (Thread(ThreadAddress(value)) is not { } thread || JsonRecord.Number(value, "id") is not { } number)
        {
            throw record.Error("The comment has no issue_url or id that names it.", Expected);
        }

        var mark = isOnCode ? "#discussion_r" : "#issuecomment-";
        var address = JsonRecord.Text(value, "html_url") ?? "";
        var post = Make(value, FormattableString.Invariant($"{thread}{mark}{number}"), thread, address, isOnCode || IsPull(address));
        var answered = JsonRecord.Number(value, "in_reply_to_id");
        return (answered is null ? post : post with { ReplyTo = FormattableString.Invariant($"{thread}{mark}{answered}") }, thread[..thread.LastIndexOf('/')] + mark, number);
    }

    private Post Make(JsonElement value, string id, string thread, string address, bool isPull)
    {
        var time = JsonRecord.Text(value, "created_at") is { Length: > 0 } text ? Time(text) : null;
        return new Post(id, thread, JsonRecord.Text(JsonRecord.Get(value, "user"), "login") ?? "", time, JsonRecord.Text(value, "title") ?? "", JsonRecord.Text(value, "body") ?? "", BodyFormat.Markdown)
        {
            Category = isPull ? "pull request" : "issue",
            Tags = JsonRecord.Items(value, "labels").Select(label => label.ValueKind == JsonValueKind.String ? label.GetString() : JsonRecord.Text(label, "name")).OfType<string>().ToArray(),
            Url = address,
        };
    }

    private DateTimeOffset? Time(string text)
    {
        var time = PostTime.Parse(text);
        if (time is null)
        {
            oddities.CountUnreadableDate(text);
        }

        return time;
    }

    private static bool IsPull(string address) => address.Contains("/pull/", StringComparison.Ordinal);

    /// <summary><c>owner/name/issues/7</c> of an address of the API or of the site, for pull requests too.</summary>
    private static string? Thread(string? address)
    {
        var parts = address?.Split('?', '#')[0].TrimEnd('/').Split('/');
        return parts is [.., var owner, var name, "issues" or "pull" or "pulls", { Length: > 0 } number] ? $"{owner}/{name}/issues/{number}" : null;
    }
}
