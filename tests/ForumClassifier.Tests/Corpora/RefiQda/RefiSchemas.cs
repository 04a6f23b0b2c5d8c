using System.IO.Compression;
using System.Xml.Linq;
using System.Xml.Schema;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.RefiQda;

/// <summary>Holds files against the schemas of the standard.</summary>
internal static class RefiSchemas
{
    private static readonly Lazy<XmlSchemaSet> Schemas = new(() =>
    {
        var set = new XmlSchemaSet();
        set.Add("urn:QDA-XML:project:1.0", ReferenceData.File("refi-qda", "Project.xsd"));
        set.Add("urn:QDA-XML:codebook:1.0", ReferenceData.File("refi-qda", "Codebook.xsd"));
        set.Compile();
        return set;
    });

    /// <summary>What the schema says of a <c>.qdc</c>, <c>.qde</c> or <c>.qdpx</c>; empty for a valid file.</summary>
    public static IReadOnlyList<string> Problems(string path)
    {
        var problems = new List<string>();
        var document = XDocument.Load(new StringReader(Xml(path)));
        Assert.Contains(document.Root!.Name.NamespaceName, Schemas.Value.Schemas().Cast<XmlSchema>().Select(schema => schema.TargetNamespace));
        document.Validate(Schemas.Value, (_, e) => problems.Add(e.Message));
        return problems;
    }

    public static string Xml(string path)
    {
        if (!path.EndsWith(".qdpx", StringComparison.Ordinal))
        {
            return File.ReadAllText(path);
        }

        using var zip = ZipFile.OpenRead(path);
        using var reader = new StreamReader(zip.Entries.Single(entry => entry.FullName.EndsWith(".qde", StringComparison.OrdinalIgnoreCase)).Open());
        return reader.ReadToEnd();
    }
}
