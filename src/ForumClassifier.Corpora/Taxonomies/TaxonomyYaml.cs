using System.Globalization;
using ForumClassifier.Core.Codings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>The text of a taxonomy file; what is empty or the default is left out.</summary>
internal static class TaxonomyYaml
{
    /// <summary>What the library ends a document with; one document needs no end.</summary>
    private const string EndOfDocument = "...\n";

    public static string Format(Taxonomy taxonomy)
    {
        var root = new YamlMappingNode
        {
            { "name", Text(taxonomy.Name) },
            { "version", taxonomy.Version.ToString(CultureInfo.InvariantCulture) },
            { "assignment", taxonomy.Assignment == Assignment.Single ? "single" : "multiple" },
            { "codes", Codes(taxonomy.Codes) },
        };
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var settings = new EmitterSettings().WithBestWidth(int.MaxValue).WithNewLine("\n").WithIndentedSequences();
        new YamlStream(new YamlDocument(root)).Save(new Emitter(writer, settings), assignAnchors: false);
        var text = writer.ToString();
        return text.EndsWith(EndOfDocument, StringComparison.Ordinal) ? text[..^EndOfDocument.Length] : text;
    }

    private static YamlSequenceNode Codes(IReadOnlyList<Code> codes) => new(codes.Select(CodeOf));

    private static YamlMappingNode CodeOf(Code code)
    {
        var map = new YamlMappingNode { { "id", Text(code.Id) }, { "name", Text(code.Name) } };
        if (code.Definition.Length > 0)
        {
            map.Add("definition", Text(code.Definition));
        }

        if (code.Examples.Count > 0)
        {
            map.Add("examples", new YamlSequenceNode(code.Examples.Select(Text)));
        }

        if (code.Color is not null)
        {
            map.Add("color", Text(code.Color));
        }

        if (!code.Codable)
        {
            map.Add("codable", "false");
        }

        if (code.Children.Count > 0)
        {
            map.Add("children", Codes(code.Children));
        }

        return map;
    }

    /// <summary>Quoted, so that no reader takes a text for a number, a date or a truth value.</summary>
    private static YamlScalarNode Text(string text) => new(text) { Style = ScalarStyle.DoubleQuoted };
}
