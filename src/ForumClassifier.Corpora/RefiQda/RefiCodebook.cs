using System.Text;
using System.Xml;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Codebooks of REFI-QDA (<c>.qdc</c>, QDA-XML codebook 1.0) in and out.</summary>
public static class RefiCodebook
{
    /// <summary>Reads a codebook, or the codebook of a project (<c>.qdpx</c>, <c>.qde</c>).</summary>
    /// <remarks>Ids are made of the names from the top down, where the file is not one that <see cref="Write"/> wrote; the taxonomy is then version 1, of multiple assignment, and has the file's name.</remarks>
    /// <exception cref="InputException">The file cannot be read, is no codebook and no project, or holds no code.</exception>
    public static RefiCodebookImport Read(string path)
    {
        using var package = RefiPackage.Open(path);
        var root = package.Document.Root!; // a document that was loaded has one
        var isProject = root.Name.LocalName == "Project";
        if (!isProject && root.Name.LocalName != "CodeBook")
        {
            throw new InputException(path, root.Line(), $"The root of the XML is {Shown.Name(root.Name.LocalName)}.", "Expected 'CodeBook' (a .qdc file) or 'Project' (a .qdpx or .qde file).");
        }

        var details = KeptDetails.Of(path, package.Document);
        var reader = new CodeTreeReader(details);
        var sets = root.First("Sets").Named("Set").ToList();
        var codes = reader.Read(isProject ? root.First("CodeBook") : root, [.. sets, .. isProject ? root.First("CodeBook").First("Sets").Named("Set") : []]);
        if (codes.Count == 0)
        {
            throw new InputException(path, null, "The codebook holds no code.", "Export it again from a project with codes.");
        }

        var taxonomy = new Taxonomy(details?.Name ?? NameOf(path, isProject ? root.Text("name") : null), details?.Version ?? 1, details?.Assignment ?? Assignment.Multiple, codes);
        return new RefiCodebookImport(taxonomy, root.TextOrEmpty("origin"), sets.Count, reader.LeftOut);
    }

    /// <summary>Writes a codebook that is valid against the schema and that <see cref="Read"/> reads back the same, but for the ledger; codes without a guid get a stable one.</summary>
    /// <exception cref="ArgumentException">The taxonomy has no code.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Write(string path, Taxonomy taxonomy)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        if (taxonomy.Codes.Count == 0)
        {
            throw new ArgumentException("A codebook has at least one code.", nameof(taxonomy));
        }

        var guids = new RefiGuids(taxonomy);
        WholeFile.Write(path, stream =>
        {
            using var xml = CreateWriter(stream);
            xml.WriteStartDocument();
            xml.WriteProcessingInstruction(KeptDetails.Target, DetailsOf(taxonomy, guids, []).Format());
            xml.WriteStartElement("CodeBook", RefiXml.CodebookNamespace);
            xml.WriteAttributeString("origin", Origin);
            var codebook = new CodeTreeWriter(xml, RefiXml.CodebookNamespace, guids);
            codebook.Codes(taxonomy.Codes);
            codebook.Sets(taxonomy, "guid");
            xml.WriteEndElement();
        });
    }

    internal const string Origin = "ForumClassifier";

    /// <summary>A name that says something: the one given, else the file's.</summary>
    internal static string NameOf(string path, string? name) => string.IsNullOrWhiteSpace(name) ? Path.GetFileNameWithoutExtension(path) : name.Trim();

    /// <summary>Line breaks of the text are kept as they are; the carriage return is written as a reference, since readers of XML drop it.</summary>
    internal static XmlWriter CreateWriter(Stream stream) => XmlWriter.Create(stream, new XmlWriterSettings
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    });

    internal static KeptDetails DetailsOf(Taxonomy taxonomy, RefiGuids guids, IReadOnlyList<KeptDetails.OfCoding> codings) => new(
        taxonomy.Name,
        taxonomy.Version,
        taxonomy.Assignment,
        taxonomy.All().ToDictionary(
            code => RefiXml.Key(guids.OfCode(code.Id)),
            code => new KeptDetails.OfCode(code.Id, code.Examples, code.Color is not null && !CodeTreeReader.Color().IsMatch(code.Color) ? code.Color : null)),
        codings);
}
