using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Finds the codes of a project in a taxonomy: by guid, else by the names from the top down.</summary>
internal sealed class CodeMatch
{
    private readonly Taxonomy _taxonomy;
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal); // of the taxonomy, by those of the project
    private readonly Dictionary<string, string> _unknown = new(StringComparer.Ordinal); // paths, by ids of the project

    /// <param name="codes">Those of the project.</param>
    public CodeMatch(Taxonomy taxonomy, IReadOnlyList<Code> codes)
    {
        _taxonomy = taxonomy;
        var guids = new RefiGuids(taxonomy);
        var byGuid = taxonomy.All().ToDictionary(code => RefiXml.Key(guids.OfCode(code.Id)), code => code.Id, StringComparer.Ordinal);
        var byPath = Paths(taxonomy.Codes, "").ToLookup(code => code.Path, code => code.Code.Id, StringComparer.Ordinal);
        foreach (var (path, code) in Paths(codes, ""))
        {
            var id = byGuid.GetValueOrDefault(RefiXml.Key(code.GlobalId)) ?? (byPath[path].Count() == 1 ? byPath[path].Single() : null);
            if (id is null)
            {
                _unknown.Add(code.Id, path);
            }
            else
            {
                _ids.Add(code.Id, id);
            }
        }
    }

    /// <summary>Paths of the codes that the taxonomy has not and that no coding uses.</summary>
    public IReadOnlyList<string> Unused(CodingProject project) => [.. _unknown.Where(code => !IsUsed(project, code.Key)).Select(code => code.Value)];

    /// <summary>The project with the taxonomy and its ids.</summary>
    /// <exception cref="InputException">Codings use codes that the taxonomy has not.</exception>
    public CodingProject Apply(string path, CodingProject project)
    {
        List<string> missing = [.. _unknown.Where(code => IsUsed(project, code.Key)).Select(code => code.Value)];
        if (missing.Count > 0)
        {
            throw new InputException(
                path,
                null,
                FormattableString.Invariant($"The taxonomy {_taxonomy.Name}, version {_taxonomy.Version}, has {missing.Count} of the codes that were given neither by guid nor by path: {Shown.Names(missing)}."),
                "Add them to the taxonomy; or import with the version that the project was exported with, and go on with 'taxonomy migrate'. Without --taxonomy the project's own codebook is taken.");
        }

        var order = _taxonomy.All().Select((code, index) => (code.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        IReadOnlyList<string> Ids(IReadOnlyList<string> codes) => [.. codes.Select(Id).Distinct(StringComparer.Ordinal).OrderBy(id => order.GetValueOrDefault(id, int.MaxValue))];
        return project with
        {
            Taxonomy = _taxonomy,
            Codings = [.. project.Codings.Select(coding => coding with { Codes = Ids(coding.Codes), Pending = Ids(coding.Pending) })],
            Passages = [.. project.Passages.Select(passage => passage with { Code = Id(passage.Code) })],
        };
    }

    private string Id(string code) => _ids.GetValueOrDefault(code, code); // others are candidates of an older version, which no code of the project is

    private static bool IsUsed(CodingProject project, string id) => project.Codings.Any(coding => coding.Codes.Contains(id)) || project.Passages.Any(passage => passage.Code == id);

    private static IEnumerable<(string Path, Code Code)> Paths(IReadOnlyList<Code> codes, string parent) =>
        codes.SelectMany(code => Paths(code.Children, $"{parent}{code.Name.Trim()} > ").Prepend(($"{parent}{code.Name.Trim()}", code)));
}
