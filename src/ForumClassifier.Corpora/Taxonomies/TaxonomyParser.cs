using System.Globalization;
using System.Text.RegularExpressions;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;
using YamlDotNet.RepresentationModel;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Makes a taxonomy of one YAML document, gathering every problem with its line.</summary>
internal sealed partial class TaxonomyParser(string path)
{
    private static readonly string[] Keys = ["name", "version", "assignment", "codes", "changes"];
    private static readonly string[] CodeKeys = ["id", "name", "definition", "examples", "color", "guid", "codable", "sets", "children"];

    private readonly YamlNodes _yaml = new(path);
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    public static bool IsId(string id) => Id().IsMatch(id);

    /// <param name="root">Null for a file without a document.</param>
    /// <exception cref="TaxonomyException">It is not a taxonomy.</exception>
    public Taxonomy Parse(YamlNode? root)
    {
        Taxonomy? taxonomy = null;
        if (root is YamlMappingNode map)
        {
            _yaml.RefuseOtherKeys(map, Keys, "a taxonomy");
            taxonomy = new Taxonomy(_yaml.RequiredText(map, "name", "The taxonomy"), Version(map), AssignmentOf(map), Codes(map, "codes", required: true));
            taxonomy = WithLedger(taxonomy, new LedgerParser(_yaml).Parse(_yaml.Items(map, "changes")));
        }
        else
        {
            _yaml.Add(root, "Expected the keys name, version, assignment and codes.");
        }

        return taxonomy is null || _yaml.AnyProblem ? throw new TaxonomyException(path, _yaml.ProblemLines()) : taxonomy;
    }

    [GeneratedRegex(@"\A[a-z0-9._-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    /// <summary>The ledger is replayed only where the tree itself is right.</summary>
    private Taxonomy WithLedger(Taxonomy taxonomy, IReadOnlyList<(TaxonomyChange Change, long Line)> entries)
    {
        var whole = taxonomy with { Changes = [.. entries.Select(entry => entry.Change)] };
        foreach (var problem in _yaml.AnyProblem ? [] : Ledger.Check(whole))
        {
            _yaml.AddAt(entries[problem.Entry].Line, problem.Problem);
        }

        return whole;
    }

    private int Version(YamlMappingNode map)
    {
        if (int.TryParse(_yaml.RequiredText(map, "version", "The taxonomy"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= 1)
        {
            return version;
        }

        _yaml.AddIfPresent(map, "version", "The version is not a whole number of at least 1.");
        return 1;
    }

    private Assignment AssignmentOf(YamlMappingNode map)
    {
        switch (_yaml.RequiredText(map, "assignment", "The taxonomy"))
        {
            case "single":
                return Assignment.Single;
            case "multiple":
                return Assignment.Multiple;
            default:
                _yaml.AddIfPresent(map, "assignment", "The assignment is neither 'single' nor 'multiple'.");
                return Assignment.Single;
        }
    }

    private List<Code> Codes(YamlMappingNode map, string key, bool required)
    {
        if (required && YamlNodes.Get(map, key) is null)
        {
            _yaml.Add(map, $"The taxonomy has no '{key}'.");
        }
        else if (required && _yaml.Items(map, key).Count == 0)
        {
            _yaml.Add(YamlNodes.Get(map, key), "The taxonomy has no code; list at least one under 'codes'.");
        }

        return [.. _yaml.Items(map, key).Select(CodeOf)];
    }

    private Code CodeOf(YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            _yaml.Add(node, "A code is not a group of keys; expected at least id and name.");
            return new Code("", "", "");
        }

        _yaml.RefuseOtherKeys(map, CodeKeys, "a code");
        return new Code(IdOf(map), _yaml.RequiredText(map, "name", "The code"), _yaml.Text(map, "definition") ?? "")
        {
            Examples = _yaml.Texts(map, "examples"),
            Color = ColorOf(map),
            GlobalId = _yaml.TextOrNull(map, "guid"),
            Sets = _yaml.Texts(map, "sets"),
            Codable = IsCodable(map),
            Children = Codes(map, "children", required: false),
        };
    }

    private string IdOf(YamlMappingNode map)
    {
        var id = _yaml.RequiredText(map, "id", "The code");
        if (id.Length > 0 && !IsId(id))
        {
            _yaml.Add(YamlNodes.Get(map, "id"), $"The id {Shown.Name(id)} may have lower-case letters, digits, '-', '_' and '.' only.");
        }
        else if (id.Length > 0 && !_lines.TryAdd(id, map.Start.Line))
        {
            _yaml.Add(map, FormattableString.Invariant($"The id '{id}' is already that of the code in line {_lines[id]}; ids are unique in the whole tree."));
        }

        return id;
    }

    private string? ColorOf(YamlMappingNode map)
    {
        var text = _yaml.TextOrNull(map, "color");
        if (text is not null && !CodeColor.IsColor(text))
        {
            _yaml.Add(YamlNodes.Get(map, "color"), $"{Shown.Name(text)} is no colour; expected one such as \"#4477aa\", or a name of CSS.");
        }
        else if (YamlNodes.Get(map, "color") is YamlScalarNode { Value: null or "" } empty)
        {
            _yaml.Add(empty, "The colour is empty; '#' begins a comment unless there are quotes, as in \"#4477aa\".");
        }

        return text;
    }

    private bool IsCodable(YamlMappingNode map)
    {
        var text = _yaml.Text(map, "codable");
        if (text is not (null or "true" or "false"))
        {
            _yaml.Add(YamlNodes.Get(map, "codable"), "'codable' is neither true nor false.");
        }

        return text != "false";
    }
}
