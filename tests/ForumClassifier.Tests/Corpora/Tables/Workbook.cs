using System.IO.Compression;

namespace ForumClassifier.Tests.Corpora.Tables;

/// <summary>A workbook as the standard ECMA-376 describes it, written by hand: sheets of given rows, and a style 1 that shows dates.</summary>
internal static class Workbook
{
    /// <param name="sheets">Name and the XML of the rows.</param>
    public static byte[] Write(params (string Name, string Rows)[] sheets)
    {
        const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        const string Package = "http://schemas.openxmlformats.org/package/2006";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var numbers = Enumerable.Range(1, sheets.Length).ToList();
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Type}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Type}.styles+xml\"/>{string.Concat(numbers.Select(i => $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Type}.worksheet+xml\"/>"))}</Types>");
            Add(archive, "_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(archive, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\">{string.Concat(numbers.Select(i => $"<Relationship Id=\"rId{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"))}<Relationship Id=\"rId99\" Type=\"{Office}/styles\" Target=\"styles.xml\"/></Relationships>");
            Add(archive, "xl/workbook.xml", $"<workbook {Main} xmlns:r=\"{Office}\"><sheets>{string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>");
            Add(archive, "xl/styles.xml", $"<styleSheet {Main}><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\" xfId=\"0\"/><xf numFmtId=\"22\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            foreach (var (sheet, i) in sheets.Zip(numbers))
            {
                Add(archive, $"xl/worksheets/sheet{i}.xml", $"<worksheet {Main}><sheetData>{sheet.Rows}</sheetData></worksheet>");
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A cell that holds its text itself.</summary>
    public static string Text(string place, string text) => $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{System.Security.SecurityElement.Escape(text)}</t></is></c>";

    /// <summary>A number; with style 1 a date, in days since the end of 1899.</summary>
    public static string Number(string place, string number, int style = 0) => $"<c r=\"{place}\" s=\"{style}\"><v>{number}</v></c>";

    private static void Add(ZipArchive archive, string name, string xml)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml);
    }
}
