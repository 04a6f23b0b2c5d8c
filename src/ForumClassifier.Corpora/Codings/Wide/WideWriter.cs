using System.Globalization;
using CsvHelper;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using MiniExcelLibs;

namespace ForumClassifier.Corpora.Codings.Wide;

/// <summary>Writes labelled data as one table of a row a post, for spreadsheets: CSV or Excel. <see cref="WideReader"/> reads it back; passages do not stand in it.</summary>
/// <remarks>
/// After the columns of the posts, for each coder: <c>codes: ada</c> (ids separated by ';', <c>(none)</c> for none of them, empty where the coder did not code the post),
/// <c>note: ada</c>, and <c>coded_at: ada</c>, <c>taxonomy_version: ada</c>, <c>pending: ada</c> where they say something. In a sheet, line breaks are those of Excel ('\n').
/// </remarks>
public static class WideWriter
{
    /// <summary>Most characters of one cell of a sheet.</summary>
    private const int LongestCell = 32_767;

    /// <summary>Writes the file whole or not at all, in the format of its ending: <c>.csv</c> or <c>.xlsx</c>.</summary>
    /// <exception cref="OutputException">It is another ending, the file exists and may not be replaced, a text is too long for a cell of Excel, or the place cannot be written.</exception>
    public static void Write(string path, CodingProject project, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(project);
        var isExcel = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => false,
            ".xlsx" => true,
            _ => throw new OutputException(path, "The ending of the name does not say how to write the codings.", "Let it end in .csv or .xlsx, or as a REFI-QDA project in .qdpx or .qde."),
        };
        if (!overwrite && Path.Exists(path))
        {
            throw new OutputException(path, "It exists.", "Choose another --output, or replace it with --overwrite.");
        }

        var columns = Columns(project);
        if (isExcel)
        {
            RefuseLongCells(path, project, columns);
            WholeFile.Write(path, stream => stream.SaveAs(project.Posts.Select(post => columns.ToDictionary(column => column.Name, column => (object)column.Value(post))), sheetName: "codings"));
        }
        else
        {
            WholeFile.Write(path, stream => WriteCsv(stream, project, columns));
        }
    }

    private static void WriteCsv(Stream stream, CodingProject project, IReadOnlyList<WideColumn> columns)
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        foreach (var column in columns)
        {
            csv.WriteField(column.Name);
        }

        csv.EndRecord();
        foreach (var post in project.Posts)
        {
            foreach (var column in columns)
            {
                csv.WriteField(column.Value(post));
            }

            csv.EndRecord();
        }
    }

    private static List<WideColumn> Columns(CodingProject project)
    {
        List<WideColumn> columns = [.. CodingTables.PostColumns(project.Posts).Select(column => new WideColumn(column.Name, column.Value))];
        foreach (var own in project.Codings.GroupBy(coding => coding.Coder).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var codings = own.ToDictionary(coding => coding.PostId, StringComparer.Ordinal);
            (string Prefix, Func<PostCoding, string> Value)[] all =
            [
                (WideNames.Codes, coding => coding.Codes.Count == 0 ? WideNames.None : string.Join(CodingRows.CodeSeparator, coding.Codes)),
                (WideNames.Note, coding => coding.Note),
                (WideNames.CodedAt, coding => coding.CodedAt is { } time ? PostTime.Format(time) : ""),
                (WideNames.TaxonomyVersion, coding => coding.TaxonomyVersion?.ToString(CultureInfo.InvariantCulture) ?? ""),
                (WideNames.Pending, coding => string.Join(CodingRows.CodeSeparator, coding.Pending)),
            ];
            const int Always = 2;
            columns.AddRange(all.Where((column, i) => i < Always || own.Any(coding => column.Value(coding).Length > 0))
                .Select(column => new WideColumn(column.Prefix + own.Key, post => codings.TryGetValue(post.Id, out var coding) ? column.Value(coding) : "")));
        }

        return columns;
    }

    private static void RefuseLongCells(string path, CodingProject project, IReadOnlyList<WideColumn> columns)
    {
        List<string> tooLong = [.. project.Posts.Where(post => columns.Any(column => column.Value(post).Length > LongestCell)).Select(post => post.Id)];
        if (tooLong.Count > 0)
        {
            throw new OutputException(path, FormattableString.Invariant($"A cell of Excel holds {LongestCell:N0} characters, and {tooLong.Count} {(tooLong.Count == 1 ? "post is" : "posts are")} longer: {Shown.Names(tooLong, 10)}."), "Write .csv instead.");
        }
    }

    private sealed record WideColumn(string Name, Func<Post, string> Value);
}
