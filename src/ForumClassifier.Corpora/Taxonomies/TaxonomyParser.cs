using System.Globalization;
using System.Text.RegularExpressions;
using ForumClassifier.Core.Codings;
using YamlDotNet.RepresentationModel;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Makes a taxonomy of one YAML document, gathering every problem with its line.</summary>
internal sealed partial class TaxonomyParser(string path)
{
    private static readonly string[] Keys = ["name", "version", "assignment", "codes", "changes"];
    private static readonly string[] CodeKeys = ["id", "name", "definition", "examples", "color", "guid", "codable", "sets", "children"];

    private readonly Problems _problems = new();
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    public static bool IsId(string id) => Id().IsMatch(id);

    /// <param name="root">Null for a file without a document.</param>
    /// <exception cref="TaxonomyException">It is not a taxonomy.</exception>
    public Taxonomy Parse(YamlNode? root)
    {
        Taxonomy? taxonomy = null;
        if (root is YamlMappingNode map)
        {
            RefuseOtherKeys(map, Keys, "a taxonomy");
            taxonomy = new Taxonomy(RequiredText(map, "name", "The taxonomy"), Version(map), AssignmentOf(map), Codes(map, "codes", required: true));
            Items(map, "changes");
        }
        else
        {
            Add(root, "Expected the keys name, version, assignment and codes.");
        }

        return taxonomy is null || _problems.Any ? throw new TaxonomyException(path, _problems.Lines()) : taxonomy;
    }

    [GeneratedRegex(@"\A[a-z0-9._-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    private int Version(YamlMappingNode map)
    {
        if (int.TryParse(RequiredText(map, "version", "The taxonomy"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= 1)
        {
            return version;
        }

        AddIfPresent(map, "version", "The version is not a whole number of at least 1.");
        return 1;
    }

    private Assignment AssignmentOf(YamlMappingNode map)
    {
        switch (RequiredText(map, "assignment", "The taxonomy"))
        {
            case "single":
                return Assignment.Single;
            case "multiple":
                return Assignment.Multiple;
            default:
                AddIfPresent(map, "assignment", "The assignment is neither 'single' nor 'multiple'.");
                return Assignment.Single;
        }
    }

    private List<Code> Codes(YamlMappingNode map, string key, bool required)
    {
        if (required && !Has(map, key))
        {
            Add(map, $"The taxonomy has no '{key}'.");
        }
        else if (required && Items(map, key).Count == 0)
        {
            Add(Get(map, key), "The taxonomy has no code; list at least one under 'codes'.");
        }

        return [.. Items(map, key).Select(CodeOf)];
    }

    private Code CodeOf(YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            Add(node, "A code is not a group of keys; expected at least id and name.");
            return new Code("", "", "");
        }

        RefuseOtherKeys(map, CodeKeys, "a code");
        Items(map, "sets");
        Text(map, "guid");
        return new Code(IdOf(map), RequiredText(map, "name", "The code"), Text(map, "definition") ?? "")
        {
            Examples = [.. Items(map, "examples").Select(item => Scalar(item, "examples") ?? "")],
            Color = Text(map, "color") is { Length: > 0 } color ? color : null,
            Codable = IsCodable(map),
            Children = Codes(map, "children", required: false),
        };
    }

    private string IdOf(YamlMappingNode map)
    {
        var id = RequiredText(map, "id", "The code");
        if (id.Length > 0 && !IsId(id))
        {
            Add(Get(map, "id"), $"The id {Shown.Name(id)} may have lower-case letters, digits, '-', '_' and '.' only.");
        }
        else if (id.Length > 0 && !_lines.TryAdd(id, map.Start.Line))
        {
            Add(map, FormattableString.Invariant($"The id '{id}' is already that of the code in line {_lines[id]}; ids are unique in the whole tree."));
        }

        return id;
    }

    private bool IsCodable(YamlMappingNode map)
    {
        var text = Text(map, "codable");
        if (text is not (null or "true" or "false"))
        {
            Add(Get(map, "codable"), "'codable' is neither true nor false.");
        }

        return text != "false";
    }

    private string RequiredText(YamlMappingNode map, string key, string owner)
    {
        var text = Text(map, key);
        if (string.IsNullOrWhiteSpace(text) && Get(map, key) is null or YamlScalarNode)
        {
            Add(Get(map, key) ?? map, $"{owner} has no '{key}'.");
        }

        return text ?? "";
    }

    private string? Text(YamlMappingNode map, string key) => Get(map, key) is { } node ? Scalar(node, key) : null;

    private string? Scalar(YamlNode node, string key)
    {
        if (node is YamlScalarNode scalar)
        {
            return scalar.Value;
        }

        Add(node, $"'{key}' is not a text.");
        return null;
    }

    private IReadOnlyList<YamlNode> Items(YamlMappingNode map, string key)
    {
        switch (Get(map, key))
        {
            case YamlSequenceNode sequence:
                return [.. sequence.Children];
            case null or YamlScalarNode { Value: null or "" }:
                return [];
            case var node:
                Add(node, $"'{key}' is not a list.");
                return [];
        }
    }

    private void RefuseOtherKeys(YamlMappingNode map, string[] keys, string owner)
    {
        foreach (var key in map.Children.Keys.Where(key => key is not YamlScalarNode { Value: { } name } || !keys.Contains(name)))
        {
            Add(key, $"{Shown.Name((key as YamlScalarNode)?.Value ?? "")} is not a key of {owner}; there are: {string.Join(", ", keys)}.");
        }
    }

    private static bool Has(YamlMappingNode map, string key) => Get(map, key) is not null;

    private static YamlNode? Get(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private void Add(YamlNode? node, string problem) => _problems.Add(path, node?.Start.Line ?? 1, problem);

    /// <summary>A missing key is told of once, when it is asked for.</summary>
    private void AddIfPresent(YamlMappingNode map, string key, string problem)
    {
        if (Get(map, key) is YamlScalarNode { Value: { } value } node && !string.IsNullOrWhiteSpace(value))
        {
            Add(node, problem);
        }
    }
}
