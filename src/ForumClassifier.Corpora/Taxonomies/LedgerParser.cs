using System.Globalization;
using ForumClassifier.Core.Codings;
using YamlDotNet.RepresentationModel;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Makes the entries of a ledger of the YAML list <c>changes</c>, each with its line.</summary>
/// <remarks>
/// <code>
/// - { version: 2, add: { code: memory, parent: performance } }
/// - { version: 2, rename: { code: performance, from: Slowness, to: Performance } }
/// - { version: 2, merge: { codes: [slow-training, slow-inference], into: performance } }
/// - { version: 3, split: { code: documentation, into: [missing-documentation, wrong-documentation] } }
/// - { version: 3, move: { code: memory, from: hardware, to: performance } }
/// - { version: 3, redefine: { code: licence, note: "now also covers data" } }
/// - { version: 3, retire: { code: off-topic } }
/// </code>
/// Each takes a <c>note</c>. Without <c>parent</c> (add), <c>from</c> or <c>to</c> (move) it is the top level.
/// </remarks>
internal sealed class LedgerParser(YamlNodes yaml)
{
    private static readonly Dictionary<string, string[]> KeysOf = new(StringComparer.Ordinal)
    {
        ["add"] = ["code", "parent", "note"],
        ["rename"] = ["code", "from", "to", "note"],
        ["merge"] = ["codes", "into", "note"],
        ["split"] = ["code", "into", "note"],
        ["move"] = ["code", "from", "to", "note"],
        ["redefine"] = ["code", "note"],
        ["retire"] = ["code", "note"],
    };

    private static readonly string[] Keys = ["version", .. KeysOf.Keys];

    public IReadOnlyList<(TaxonomyChange Change, long Line)> Parse(IReadOnlyList<YamlNode> items) =>
        [.. items.Select(item => (Change: ChangeOf(item), Line: (long)item.Start.Line)).Where(entry => entry.Change is not null).Select(entry => (entry.Change!, entry.Line))]; // nulls are left out

    private TaxonomyChange? ChangeOf(YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            yaml.Add(node, "A change is not a group of keys; expected a version and what changed.");
            return null;
        }

        yaml.RefuseOtherKeys(map, Keys, "a change");
        var version = Version(map);
        string[] kinds = [.. KeysOf.Keys.Where(kind => YamlNodes.Get(map, kind) is not null)];
        if (kinds is not [var key])
        {
            yaml.Add(map, FormattableString.Invariant($"The entry tells {kinds.Length} changes; expected one of {string.Join(", ", KeysOf.Keys)}."));
            return null;
        }

        if (YamlNodes.Get(map, key) is not YamlMappingNode what)
        {
            yaml.Add(YamlNodes.Get(map, key), $"'{key}' is not a group of keys; expected {string.Join(", ", KeysOf[key])}.");
            return null;
        }

        yaml.RefuseOtherKeys(what, KeysOf[key], $"'{key}'");
        return version is null ? null : Read(what, key, version.Value);
    }

    private int? Version(YamlMappingNode map)
    {
        if (int.TryParse(yaml.RequiredText(map, "version", "The change"), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return version;
        }

        yaml.AddIfPresent(map, "version", "The version of the change is not a whole number.");
        return null;
    }

    private TaxonomyChange Read(YamlMappingNode map, string key, int version)
    {
        var owner = $"'{key}'";
        TaxonomyChange Change(ChangeKind kind, string[] codes, string[] into, string? from, string? to) => new(version, kind, codes, into, from, to, yaml.Text(map, "note") ?? "");
        return key switch
        {
            "add" => Change(ChangeKind.Add, Code(map, owner), [], null, yaml.TextOrNull(map, "parent")),
            "rename" => Change(ChangeKind.Rename, Code(map, owner), [], yaml.RequiredText(map, "from", owner), yaml.RequiredText(map, "to", owner)),
            "merge" => Merge(map, owner, Change),
            "split" => Change(ChangeKind.Split, Code(map, owner), List(map, "into", 2, owner), null, null),
            "move" => Change(ChangeKind.Move, Code(map, owner), [], yaml.TextOrNull(map, "from"), yaml.TextOrNull(map, "to")),
            "redefine" => Change(ChangeKind.Redefine, Code(map, owner), [], null, null),
            _ => Change(ChangeKind.Retire, Code(map, owner), [], null, null),
        };
    }

    private TaxonomyChange Merge(YamlMappingNode map, string owner, Func<ChangeKind, string[], string[], string?, string?, TaxonomyChange> change)
    {
        var (codes, into) = (List(map, "codes", 1, owner), yaml.RequiredText(map, "into", owner));
        if (codes is [var only] && only == into)
        {
            yaml.Add(map, $"The code '{into}' cannot be merged into itself alone; list the codes that it takes in.");
        }

        return change(ChangeKind.Merge, codes, [into], null, null);
    }

    private string[] Code(YamlMappingNode map, string owner) => [yaml.RequiredText(map, "code", owner)];

    private string[] List(YamlMappingNode map, string key, int least, string owner)
    {
        var codes = yaml.Texts(map, key);
        if (codes.Distinct(StringComparer.Ordinal).Count() != codes.Length || codes.Length < least)
        {
            yaml.Add(YamlNodes.Get(map, key) ?? map, FormattableString.Invariant($"{owner} has {codes.Length} codes under '{key}'; expected at least {least}, each once."));
        }

        return codes;
    }
}
