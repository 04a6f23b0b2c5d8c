using System.Xml;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Writes codes and sets as the schemas want them.</summary>
/// <param name="space">Namespace of the elements: a codebook's or a project's.</param>
internal sealed class CodeTreeWriter(XmlWriter xml, string space, RefiGuids guids)
{
    public void Codes(IReadOnlyList<Code> codes)
    {
        xml.WriteStartElement("Codes", space);
        foreach (var code in codes)
        {
            Write(code);
        }

        xml.WriteEndElement();
    }

    /// <param name="memberAttribute">That names the code: <c>guid</c> in a codebook, <c>targetGUID</c> in a project.</param>
    public void Sets(Taxonomy taxonomy, string memberAttribute)
    {
        var members = taxonomy.All().SelectMany(code => code.Sets.Select(set => (Set: set, Code: code.Id))).ToLookup(pair => pair.Set, pair => pair.Code);
        if (members.Count == 0)
        {
            return;
        }

        xml.WriteStartElement("Sets", space);
        foreach (var set in SetOrder.Of(taxonomy))
        {
            xml.WriteStartElement("Set", space);
            xml.WriteAttributeString("guid", guids.Of("set", set));
            xml.WriteAttributeString("name", RefiXml.Clean(set));
            foreach (var code in members[set])
            {
                xml.WriteStartElement("MemberCode", space);
                xml.WriteAttributeString(memberAttribute, guids.OfCode(code));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void Write(Code code)
    {
        xml.WriteStartElement("Code", space);
        xml.WriteAttributeString("guid", guids.OfCode(code.Id));
        xml.WriteAttributeString("name", RefiXml.Clean(code.Name));
        xml.WriteAttributeString("isCodable", code.Codable ? "true" : "false");
        if (code.Color is not null && CodeTreeReader.Color().IsMatch(code.Color))
        {
            xml.WriteAttributeString("color", code.Color);
        }

        if (code.Definition.Length > 0)
        {
            xml.WriteElementString("Description", space, RefiXml.Clean(code.Definition));
        }

        foreach (var child in code.Children)
        {
            Write(child);
        }

        xml.WriteEndElement();
    }
}
