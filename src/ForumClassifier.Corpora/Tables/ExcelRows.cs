using System.IO.Compression;
using System.Xml;
using MiniExcelLibs;

namespace ForumClassifier.Corpora.Tables;

/// <summary>Reads a sheet of an Excel workbook (<c>.xlsx</c>): the first row names the columns, dates become ISO 8601, rows without any value are passed over.</summary>
internal static class ExcelRows
{
    public static IEnumerable<TableRow> Read(string path, string? sheet, bool withHeader)
    {
        RequireWorkbook(path);
        using var file = File.OpenRead(path);
        var name = BinaryFile.Choose(path, "sheet", Explain(path, null, () => file.GetSheetNames()), sheet);
        using var rows = Explain(path, 1, () => file.Query(useHeaderRow: false, name, ExcelType.XLSX).GetEnumerator());
        TableColumns? columns = null;
        for (var number = 1L; Explain(path, number, rows.MoveNext); number++)
        {
            var values = ((IDictionary<string, object?>)rows.Current).Values.Select(CellText.Of).ToArray();
            if (columns is null)
            {
                columns = BinaryFile.Columns(path, values.Select(value => (value ?? "").Trim()));
                if (withHeader)
                {
                    yield return new TableRow(path, number, columns, new string?[values.Length]);
                }
            }
            else if (values.Any(value => value is not null))
            {
                yield return new TableRow(path, number, columns, Fit(values, columns.Names.Count));
            }
        }

        if (columns is null)
        {
            throw new InputException(path, null, $"The sheet {Shown.Name(name)} is empty.", "Expected the names of the columns in the first row.");
        }
    }

    /// <summary>Cells beyond the header have no name and are left out.</summary>
    private static string?[] Fit(string?[] values, int count)
    {
        Array.Resize(ref values, count);
        return values;
    }

    private static void RequireWorkbook(string path)
    {
        var head = BinaryFile.Head(path, 8);
        if (head is [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            throw new InputException(path, null, "The workbook is protected by a password, or in the old format .xls.", "Save it as .xlsx without a password.");
        }

        if (head is not [(byte)'P', (byte)'K', ..])
        {
            throw new InputException(path, null, "The file is not an Excel workbook: its first bytes are others.", "Save it as .xlsx, or let its name say what it is.");
        }

        Explain(path, null, () =>
        {
            using var archive = ZipFile.OpenRead(path);
            return archive.GetEntry("xl/workbook.xml") is not null
                ? true
                : throw new InputException(path, null, "The file is an archive, but not an Excel workbook: it holds no xl/workbook.xml.", "Save it as .xlsx, or let its name say what it is.");
        });
    }

    private static T Explain<T>(string path, long? row, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or XmlException or FormatException or KeyNotFoundException or NullReferenceException or ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            throw new InputException(path, row, "The workbook is damaged or cut here or soon after.", "Get the file again, or open it in a spreadsheet program and save it anew.", e);
        }
    }
}
