using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Reads the XML of REFI-QDA without trust, and by local names: tools write their namespaces differently.</summary>
internal static class RefiXml
{
    public const string ProjectNamespace = "urn:QDA-XML:project:1.0";
    public const string CodebookNamespace = "urn:QDA-XML:codebook:1.0";

    private const int DeepestNesting = 256; // elements; readers of the tree may recurse
    private const int HeadLength = 512;

    /// <param name="path">For messages.</param>
    /// <exception cref="InputException">It is not XML, has a document type declaration, or nests too deeply.</exception>
    public static XDocument Load(string path, byte[] xml)
    {
        if (Encoding.UTF8.GetString(xml, 0, Math.Min(xml.Length, HeadLength)) is var head
            && (head.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.Contains("<html", StringComparison.OrdinalIgnoreCase)))
        {
            throw new InputException(path, null, "This is a web page (HTML), not a REFI-QDA file.", "Download the file itself, not the page that shows it.");
        }

        try
        {
            RefuseDepth(path, xml);
            using var reader = Open(xml);
            return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);
        }
        catch (XmlException e) when (e.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new InputException(path, null, "The XML has a document type declaration (DTD), through which a file can read others or fill the memory.", "Expected a file without one, as the standard's are; do not trust this one.", e);
        }
        catch (XmlException e)
        {
            throw new InputException(path, e.LineNumber > 0 ? e.LineNumber : null, "This is not well-formed XML.", "Export the file again from the tool that wrote it.", e);
        }
    }

    public static IEnumerable<XElement> Named(this XElement? element, string name) =>
        element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    public static XElement? First(this XElement? element, string name) => element.Named(name).FirstOrDefault();

    /// <summary>The attribute's value; null where there is none.</summary>
    public static string? Text(this XElement element, string attribute) =>
        element.Attributes().FirstOrDefault(candidate => candidate.Name.LocalName == attribute)?.Value;

    public static string TextOrEmpty(this XElement element, string attribute) => element.Text(attribute) ?? "";

    /// <summary>What two spellings of one guid have in common: lower case, no braces.</summary>
    public static string Key(string? guid) => (guid ?? "").Trim().Trim('{', '}').ToLowerInvariant();

    public static int Line(this XObject node) => ((IXmlLineInfo)node).LineNumber;

    /// <summary>The text with what XML cannot hold replaced, unit by unit, so that positions in it stay.</summary>
    public static string Clean(string text)
    {
        if (FirstUnclean(text, 0) == text.Length)
        {
            return text;
        }

        var clean = new StringBuilder(text);
        for (var i = 0; (i = FirstUnclean(text, i)) < text.Length; i++)
        {
            clean[i] = '\uFFFD';
        }

        return clean.ToString();
    }

    /// <summary>The index of the first unit from <paramref name="start"/> that XML cannot hold, or the length.</summary>
    private static int FirstUnclean(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return i;
            }
        }

        return text.Length;
    }

    private static XmlReader Open(byte[] xml) => XmlReader.Create(
        new MemoryStream(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });

    private static void RefuseDepth(string path, byte[] xml)
    {
        using var reader = Open(xml);
        while (reader.Read())
        {
            if (reader.Depth > DeepestNesting)
            {
                throw new InputException(path, ((IXmlLineInfo)reader).LineNumber, FormattableString.Invariant($"The elements nest more than {DeepestNesting} deep."), "Expected a REFI-QDA file as a tool writes it; do not trust this one.");
            }
        }
    }
}
