using System.Globalization;
using CsvHelper;

namespace ForumClassifier.Corpora.Codings.Migrations;

/// <summary>Writes what has to be looked at again.</summary>
/// <remarks>
/// <c>recode.csv</c>: <c>post_id, coder, old_code, candidates, reason, doubt</c>; candidates are separated by <c>;</c>.
/// <c>passages-recode.csv</c>: <c>post_id, start, end, coder, old_code, guid, name, candidates, reason</c>.
/// </remarks>
public static class RecodeTable
{
    public static void Write(Stream stream, IReadOnlyList<Recode> recodes) => Write(
        stream,
        ["post_id", "coder", "old_code", "candidates", "reason", "doubt"],
        recodes.Select(recode => (string[])
        [
            recode.PostId, recode.Coder, recode.OldCode, string.Join(';', recode.Candidates), recode.Reason, recode.Doubt?.ToString("0.####", CultureInfo.InvariantCulture) ?? "",
        ]));

    public static void WritePassages(Stream stream, IReadOnlyList<PassageRecode> recodes) => Write(
        stream,
        ["post_id", "start", "end", "coder", "old_code", "guid", "name", "candidates", "reason"],
        recodes.Select(recode => (string[])
        [
            recode.Passage.PostId, recode.Passage.Start.ToString(CultureInfo.InvariantCulture), recode.Passage.End.ToString(CultureInfo.InvariantCulture), recode.Passage.Coder,
            recode.Passage.Code, recode.Passage.GlobalId, recode.Passage.Name, string.Join(';', recode.Candidates), recode.Reason,
        ]));

    private static void Write(Stream stream, string[] header, IEnumerable<string[]> rows)
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        foreach (var row in rows.Prepend(header))
        {
            foreach (var field in row)
            {
                csv.WriteField(field);
            }

            csv.EndRecord();
        }
    }
}
