using System.Text.RegularExpressions;
using System.Xml.Linq;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Makes codes of <c>CodeBook</c> and <c>Sets</c>; a guid or the path of names identifies a code, its name alone does not.</summary>
internal sealed partial class CodeTreeReader(KeptDetails? details)
{
    private readonly CodeIds _ids = new();
    private readonly Dictionary<string, List<string>> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _idByGuid = new(StringComparer.Ordinal);
    private readonly Tally _leftOut = new();

    /// <summary>Ids by the key of the guid; where several codes share one, the first.</summary>
    public IReadOnlyDictionary<string, string> IdByGuid => _idByGuid;

    public IReadOnlyList<RefiCount> LeftOut => _leftOut.Counts();

    /// <param name="codebook">Null for a project without codes.</param>
    /// <param name="sets">Those of the codebook or of the project.</param>
    public IReadOnlyList<Code> Read(XElement? codebook, IEnumerable<XElement> sets)
    {
        foreach (var set in sets)
        {
            Add(set);
        }

        foreach (var id in details?.Codes.Values.Select(code => code.Id) ?? [])
        {
            _ids.Take(id);
        }

        return [.. codebook.Named("Codes").SelectMany(codes => codes.Named("Code")).Select(code => Read(code, ""))];
    }

    [GeneratedRegex(@"\A#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})\z", RegexOptions.CultureInvariant)]
    public static partial Regex Color();

    private void Add(XElement set)
    {
        var members = set.Named("MemberCode").Select(member => RefiXml.Key(member.Text("guid") ?? member.Text("targetGUID"))).ToList();
        if (members.Count == 0 && !set.Named("MemberSource").Any())
        {
            _leftOut.Add("sets without members");
        }

        _leftOut.Add("descriptions of sets", Description(set).Length > 0 ? 1 : 0);
        foreach (var key in members)
        {
            _sets.TryAdd(key, []);
            _sets[key].Add(set.TextOrEmpty("name"));
        }
    }

    private Code Read(XElement element, string parent)
    {
        var guid = element.Text("guid")?.Trim();
        var key = RefiXml.Key(guid);
        var name = element.TextOrEmpty("name") is var text && string.IsNullOrWhiteSpace(text) ? $"(no name) {key}".Trim() : text;
        var known = key.Length > 0 && !_idByGuid.ContainsKey(key) ? details?.Codes.GetValueOrDefault(key) : null;
        var id = known?.Id ?? _ids.Make(parent, name, key);
        if (key.Length > 0 && !_idByGuid.TryAdd(key, id))
        {
            _leftOut.Add("guids that an earlier code has too");
            guid = null;
        }

        _leftOut.Add("notes on codes", element.Named("NoteRef").Count());
        return new Code(id, name, Description(element))
        {
            GlobalId = string.IsNullOrEmpty(guid) ? null : guid,
            Examples = known?.Examples ?? [],
            Color = known?.Color is { } color && CodeColor.IsColor(color) ? color : ColorOf(element),
            Codable = element.Text("isCodable")?.Trim() is not ("false" or "0"),
            Sets = guid is not null && _sets.TryGetValue(key, out var sets) ? [.. sets.Distinct()] : [],
            Children = [.. element.Named("Code").Select(child => Read(child, id))],
        };
    }

    private string? ColorOf(XElement element)
    {
        var color = element.Text("color")?.Trim();
        if (string.IsNullOrEmpty(color) || Color().IsMatch(color))
        {
            return string.IsNullOrEmpty(color) ? null : color;
        }

        _leftOut.Add("colours not written as #rrggbb");
        return null;
    }

    /// <summary>An element by the standard, an attribute in portableQDA's files.</summary>
    private static string Description(XElement element) => element.First("Description")?.Value ?? element.TextOrEmpty("description");
}
