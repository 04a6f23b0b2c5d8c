using System.Globalization;
using ForumClassifier.Core.Codings;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
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
        if (taxonomy.Changes.Count > 0)
        {
            root.Add("changes", new YamlSequenceNode(taxonomy.Changes.Select(ChangeOf)));
        }

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

        if (code.GlobalId is not null)
        {
            map.Add("guid", Text(code.GlobalId));
        }

        if (!code.Codable)
        {
            map.Add("codable", "false");
        }

        if (code.Sets.Count > 0)
        {
            map.Add("sets", new YamlSequenceNode(code.Sets.Select(Text)));
        }

        if (code.Children.Count > 0)
        {
            map.Add("children", Codes(code.Children));
        }

        return map;
    }

    /// <summary>One line for one change.</summary>
    private static YamlMappingNode ChangeOf(TaxonomyChange change)
    {
        var what = new YamlMappingNode { Style = MappingStyle.Flow };
        if (change.Kind == ChangeKind.Merge)
        {
            what.Add("codes", Line(change.Codes));
            what.Add("into", Text(change.Into[0]));
        }
        else
        {
            what.Add("code", Text(change.Codes[0]));
        }

        if (change.Kind == ChangeKind.Split)
        {
            what.Add("into", Line(change.Into));
        }

        (string Key, string? Value)[] texts = [("from", change.From), (change.Kind == ChangeKind.Add ? "parent" : "to", change.To), ("note", change.Note.Length > 0 ? change.Note : null)];
        foreach (var (key, value) in texts)
        {
            if (value is not null)
            {
                what.Add(key, Text(value));
            }
        }

        return new YamlMappingNode { Style = MappingStyle.Flow, Children = { ["version"] = change.Version.ToString(CultureInfo.InvariantCulture), [change.Kind.ToString().ToLowerInvariant()] = what } };
    }

    private static YamlSequenceNode Line(IReadOnlyList<string> ids) => new(ids.Select(Text)) { Style = SequenceStyle.Flow };

    /// <summary>Quoted, so that no reader takes a text for a number, a date or a truth value.</summary>
    private static YamlScalarNode Text(string text) => new(text) { Style = ScalarStyle.DoubleQuoted };
}
