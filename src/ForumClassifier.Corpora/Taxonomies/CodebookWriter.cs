using CsvHelper;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Writes the codes of a taxonomy as CSV, a row each, parents before children; name, version, assignment and ledger have no place there.</summary>
public static class CodebookWriter
{
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Write(string path, Taxonomy taxonomy)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        var examples = taxonomy.All().Max(code => code.Examples.Count);
        var sets = taxonomy.All().Max(code => code.Sets.Count);
        WholeFile.Write(path, stream =>
        {
            using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
            Row(csv, [.. CodebookColumns.Fixed, .. Enumerable.Range(1, examples).Select(CodebookColumns.Example), .. Enumerable.Range(1, sets).Select(CodebookColumns.Set)]);
            foreach (var (code, parent) in Places(taxonomy.Codes, ""))
            {
                Row(csv, [code.Id, parent, code.Name, code.Definition, code.Color ?? "", code.Codable ? "" : "false", code.GlobalId ?? "", .. Filled(code.Examples, examples), .. Filled(code.Sets, sets)]);
            }
        });
    }

    private static IEnumerable<(Code Code, string Parent)> Places(IReadOnlyList<Code> codes, string parent) =>
        codes.SelectMany(code => Places(code.Children, code.Id).Prepend((code, parent)));

    private static IEnumerable<string> Filled(IReadOnlyList<string> texts, int count) => texts.Concat(Enumerable.Repeat("", count - texts.Count));

    private static void Row(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.EndRecord();
    }
}
