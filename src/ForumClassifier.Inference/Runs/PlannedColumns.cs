using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Inference.Runs;

/// <summary>Those of <see cref="PostColumns"/> that a prediction depends on.</summary>
internal sealed record PlannedColumns(string? Id, IReadOnlyList<string> Text, string? Time, string? Thread, BodyFormat? BodyFormat)
{
    public static PlannedColumns Of(PostColumns columns) =>
        new(columns.IdColumn, columns.TextColumns, columns.TimeColumn, columns.ThreadColumn, columns.BodyFormat);

    /// <summary>Each by its option; null where it was not named.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Named() =>
    [
        new("--id-column", Id),
        new("--text-column", Text.Count == 0 ? null : string.Join(' ', Text.Select(name => $"'{name}'"))),
        new("--time-column", Time),
        new("--thread-column", Thread),
        new("--body-format", BodyFormat?.ToString().ToLowerInvariant()),
    ];
}
