using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Dumps;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Inference.Runs;

/// <summary>Those of <see cref="PostColumns"/> that a prediction depends on.</summary>
internal sealed record PlannedColumns(string? Table, string? Id, IReadOnlyList<string> Text, string? Time, string? Thread, BodyFormat? BodyFormat, DumpFormat? Format)
{
    public static PlannedColumns Of(PostColumns columns) =>
        new(columns.Table, columns.IdColumn, columns.TextColumns, columns.TimeColumn, columns.ThreadColumn, columns.BodyFormat, columns.Format);

    public PostColumns ToColumns() =>
        new() { Table = Table, IdColumn = Id, TextColumns = Text, TimeColumn = Time, ThreadColumn = Thread, BodyFormat = BodyFormat, Format = Format };

    /// <summary>Those that were named, by their options.</summary>
    public IEnumerable<KeyValuePair<string, string>> Named()
    {
        KeyValuePair<string, string?>[] all =
        [
            new("--table", Table),
            new("--id-column", Id),
            new("--text-column", Text.Count == 0 ? null : string.Join(' ', Text.Select(name => $"'{name}'"))),
            new("--time-column", Time),
            new("--thread-column", Thread),
            new("--body-format", BodyFormat?.ToString().ToLowerInvariant()),
            new("--format", Format is { } format ? DumpFormatName.Of(format) : null),
        ];
        return all.Where(column => column.Value is not null).Select(column => KeyValuePair.Create(column.Key, column.Value!)); // not null: just asked
    }
}
