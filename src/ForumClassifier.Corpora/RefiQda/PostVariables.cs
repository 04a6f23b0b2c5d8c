using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>What a post has beside its text, as variables of its source: tools show them as attributes of the document.</summary>
/// <remarks>Their names are the columns of <c>posts.csv</c>. A variable is written where the source itself does not say it.</remarks>
internal static class PostVariables
{
    public const string PostId = "post_id";
    public const string CreatedAt = "created_at";

    private const string Title = "title";
    private const string TagSeparator = ";";

    public static IReadOnlyList<string> Names { get; } = [PostId, "thread_id", "author", CreatedAt, Title, "body_format", "category", "tags", "url", "reply_to"];

    /// <summary>Name and value of each variable that a post needs.</summary>
    /// <param name="sourceName">Under which its source goes.</param>
    public static IEnumerable<(string Name, string Value)> Of(Post post, string sourceName)
    {
        (string Name, string Value, bool Needed)[] all =
        [
            (PostId, post.Id, !StableGuid.IsGuid(post.Id)),
            ("thread_id", post.ThreadId, post.ThreadId != post.Id),
            ("author", post.Author, post.Author.Length > 0),
            (CreatedAt, post.CreatedAt is { } time ? Format(time) : "", post.CreatedAt is not null),
            (Title, post.Title, post.Title != sourceName),
            ("body_format", post.BodyFormat.ToString().ToLowerInvariant(), post.BodyFormat != BodyFormat.Text),
            ("category", post.Category, post.Category.Length > 0),
            ("tags", string.Join(TagSeparator, post.Tags), post.Tags.Count > 0),
            ("url", post.Url, post.Url.Length > 0),
            ("reply_to", post.ReplyTo, post.ReplyTo.Length > 0),
        ];
        return all.Where(variable => variable.Needed).Select(variable => (variable.Name, variable.Value));
    }

    /// <summary>The values of a source by the names above; those of other names are counted.</summary>
    /// <param name="names">Of the project's variables, by the keys of their guids.</param>
    public static Dictionary<string, string> Read(XElement source, IReadOnlyDictionary<string, string> names, Tally leftOut)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in source.Named("VariableValue"))
        {
            var name = names.GetValueOrDefault(RefiXml.Key(value.First("VariableRef")?.Text("targetGUID")), "");
            var text = value.Elements().FirstOrDefault(element => element.Name.LocalName != "VariableRef")?.Value;
            if (!Names.Contains(name) || text is null || !values.TryAdd(name, text))
            {
                leftOut.Add("values of variables");
            }
        }

        return values;
    }

    /// <param name="id">The post's.</param>
    /// <param name="sets">Names of the sets that the source belongs to: its tags where no variable says otherwise.</param>
    public static Post PostOf(string id, string sourceName, string body, IReadOnlyDictionary<string, string> values, IReadOnlyList<string> sets) => new(
        id,
        values.GetValueOrDefault("thread_id", id),
        values.GetValueOrDefault("author", ""),
        Time(values.GetValueOrDefault(CreatedAt)),
        values.GetValueOrDefault(Title, sourceName),
        body,
        Enum.TryParse<BodyFormat>(values.GetValueOrDefault("body_format"), ignoreCase: true, out var format) && Enum.IsDefined(format) ? format : BodyFormat.Text)
    {
        Category = values.GetValueOrDefault("category", ""),
        Tags = values.TryGetValue("tags", out var tags) ? [.. tags.Split(TagSeparator)] : sets,
        Url = values.GetValueOrDefault("url", ""),
        ReplyTo = values.GetValueOrDefault("reply_to", ""),
    };

    public static string Format(DateTimeOffset time) => XmlConvert.ToString(time.UtcDateTime, XmlDateTimeSerializationMode.Utc);

    /// <summary>Null where the text is no time; without a zone it is UTC.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
