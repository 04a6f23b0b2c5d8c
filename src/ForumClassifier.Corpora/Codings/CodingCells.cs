using System.Globalization;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Reads the times and versions of codings; empty ones are null.</summary>
internal static class CodingCells
{
    public static DateTimeOffset? Time(TableRow row, string column, CodingProblems problems)
    {
        if (row.Find(column) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var time = PostTime.Parse(text);
        if (time is null)
        {
            problems.Add(CodingProblemKind.Unreadable, row.Path, row.Line, $"The time in {Shown.Name(column)} cannot be read; expected ISO 8601, such as 2026-01-31T12:00:00Z, or nothing.");
        }

        return time;
    }

    public static int? Version(TableRow row, string column, CodingProblems problems)
    {
        if (row.Find(column) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var version = Number(text);
        if (version is null or 0)
        {
            problems.Add(CodingProblemKind.Unreadable, row.Path, row.Line, $"The version in {Shown.Name(column)} is no whole number of at least 1.");
        }

        return version is 0 ? null : version;
    }

    /// <summary>A whole number of at least 0, or null.</summary>
    public static int? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
