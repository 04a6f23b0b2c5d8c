using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Posts;

/// <summary>Makes posts of the rows of one corpus.</summary>
internal sealed class PostMapper(PostColumns columns, CorpusOddities oddities)
{
    private TableColumns? _known;
    private IReadOnlyList<string> _textColumns = [];
    private bool? _hasIds = columns.IdColumn is null ? null : true;
    private long _rows;

    /// <exception cref="InputException">A named column is missing, the id is empty, or the body format is none of the known.</exception>
    public Post Map(TableRow row)
    {
        if (!ReferenceEquals(row.Columns, _known))
        {
            Require(row);
            _textColumns = columns.TextColumns.Count > 0 ? columns.TextColumns : FindTextColumns(row);
            _known = row.Columns;
        }

        _rows++;
        var id = Id(row);
        var (title, body) = Texts(row);
        return new Post(id, Thread(row, id), row.Find("author") ?? "", Time(row), title, body, Format(row))
        {
            Category = row.FindPlain("category") ?? "",
            Tags = row.FindPlain("tags") is { } tags ? PostTags.Split(tags) : row.FindList("tags") ?? [],
            Url = row.FindPlain("url") ?? "",
            ReplyTo = row.FindPlain("reply_to") ?? "",
        };
    }

    private void Require(TableRow row)
    {
        _hasIds ??= row.Columns.Has("id");
        IEnumerable<string?> named = [_hasIds.Value ? columns.IdColumn ?? "id" : null, .. columns.TextColumns, columns.TimeColumn, columns.ThreadColumn, columns.LabelColumn];
        var missing = named.OfType<string>().Distinct().Where(name => !row.Columns.Has(name)).ToList();
        if (missing.Count > 0)
        {
            throw row.Error(
                $"There is no column {string.Join(" and no column ", missing.Select(Shown.Name))}; there are: {Shown.Names(row.Columns.Names)}.",
                "Name columns that exist (--id-column, --text-column, --time-column, --thread-column, --label-column).");
        }
    }

    private static List<string> FindTextColumns(TableRow row)
    {
        List<string> found = [.. new[] { "title", row.Columns.Has("body") ? "body" : "text" }.Where(row.Columns.Has)];
        return found is ["title"] or []
            ? throw row.Error($"There is no column 'body' or 'text'; there are: {Shown.Names(row.Columns.Names)}.", "Name the columns that hold the text with --text-column.")
            : found;
    }

    private string Id(TableRow row)
    {
        if (_hasIds == false)
        {
            return FormattableString.Invariant($"{_rows}");
        }

        var id = row.Text(columns.IdColumn ?? "id");
        return id.Length > 0 ? id : throw row.Error("The id of the post is empty.", "Give each post an id, or leave out the id column.");
    }

    private string Thread(TableRow row, string id) => row.Find(columns.ThreadColumn ?? "thread_id") is { Length: > 0 } thread ? thread : id;

    private (string Title, string Body) Texts(TableRow row) => _textColumns.Count == 1
        ? ("", row.Text(_textColumns[0]))
        : (row.Text(_textColumns[0]), string.Join("\n\n", _textColumns.Skip(1).Select(row.Text).Where(text => text.Length > 0)));

    private DateTimeOffset? Time(TableRow row)
    {
        if (row.Find(columns.TimeColumn ?? "created_at") is not { } text || string.IsNullOrWhiteSpace(text))
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

    private BodyFormat Format(TableRow row) => columns.BodyFormat ?? row.Find("body_format")?.Trim().ToLowerInvariant() switch
    {
        null or "" or "text" => BodyFormat.Text,
        "markdown" => BodyFormat.Markdown,
        "html" => BodyFormat.Html,
        "bbcode" => BodyFormat.BbCode,
        _ => throw row.Error("The body format is not known.", "Expected text, markdown, html or bbcode in the column 'body_format'."),
    };
}
