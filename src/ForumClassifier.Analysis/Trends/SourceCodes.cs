using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Analysis.Trends;

/// <summary>The codes of one source of predictions, carried over to the taxonomy that they are counted by.</summary>
/// <remarks>
/// A code with a successor counts for that. One that was split counts for the nearest code above all of its parts, if there is one,
/// and for no part: of those between, the source can say nothing, so its posts are left out of their shares.
/// </remarks>
internal sealed class SourceCodes
{
    private readonly Dictionary<string, CodeFate> _fates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _countedAs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _posts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubtful = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _paths;
    private readonly int _version;

    /// <exception cref="UnknownCodesException">Codes that neither the taxonomy nor its ledger knows, or that no version had together.</exception>
    public SourceCodes(string name, CodeSet codes, Taxonomy taxonomy)
    {
        var title = FormattableString.Invariant($"taxonomy {taxonomy.Name} version {taxonomy.Version}");
        Name = name;
        _version = Ledger.VersionWith(taxonomy, codes) ?? throw new UnknownCodesException(name, title, Unknown(codes, taxonomy));
        _paths = Paths(taxonomy.Codes, []).ToDictionary(path => path[^1], StringComparer.Ordinal);
        var walk = Crosswalk.Between(taxonomy, _version);
        foreach (var code in codes)
        {
            var fate = walk.Find(code)!; // the version has all codes
            _fates.Add(code, fate);
            _countedAs.Add(code, CountedAs(fate));
            _posts.Add(code, 0);
            _doubtful.UnionWith(fate.Candidates.SelectMany(candidate => _paths[candidate]).Except(Above(_countedAs[code])));
        }
    }

    public string Name { get; }

    /// <summary>Ids that the predictions count for directly.</summary>
    public IEnumerable<string> Counted => _countedAs.Values.OfType<string>();

    /// <summary>True where posts of this source can have the code or not; false where the source cannot tell.</summary>
    public bool CanTell(string code) => !_doubtful.Contains(code) && Counted.Any(counted => _paths[counted].Contains(code));

    /// <summary>The id that a code counts for, or null; adds the post to those of the code.</summary>
    /// <exception cref="KeyNotFoundException">The code is not among those of the source.</exception>
    public string? Count(string code)
    {
        _posts[code]++;
        return _countedAs[code];
    }

    public bool Has(string code) => _countedAs.ContainsKey(code);

    /// <summary>True where no code of the source counts for this one, and no split is the reason.</summary>
    public bool IsUnknown(string code) => !_doubtful.Contains(code) && !CanTell(code);

    /// <summary>The codes that are not simply themselves.</summary>
    public IEnumerable<CarriedCode> Carried() => _fates.Values.Where(fate => fate.Successor != fate.Code || fate.IsRedefined)
        .Select(fate => new CarriedCode(Name, _version, fate, _countedAs[fate.Code], _posts[fate.Code]));

    private string? CountedAs(CodeFate fate)
    {
        if (fate.Successor is not null || fate.IsGone || fate.MayBeNone)
        {
            return fate.Successor;
        }

        var paths = fate.Candidates.Select(candidate => _paths[candidate]);
        return paths.Aggregate((common, path) => [.. common.TakeWhile((code, depth) => depth < path.Length && path[depth] == code)]).LastOrDefault();
    }

    private string[] Above(string? code) => code is null ? [] : _paths[code];

    private static string[] Unknown(CodeSet codes, Taxonomy taxonomy)
    {
        var known = taxonomy.Changes.SelectMany(change => change.Codes).Concat(taxonomy.All().Select(code => code.Id)).ToHashSet(StringComparer.Ordinal);
        string[] unknown = [.. codes.Where(code => !known.Contains(code))];
        return unknown.Length > 0 ? unknown : [.. codes.Where(code => taxonomy.Find(code) is null)];
    }

    /// <summary>For each code the ids from the top level down to it.</summary>
    private static IEnumerable<string[]> Paths(IReadOnlyList<Code> codes, string[] above) =>
        codes.SelectMany(code => Paths(code.Children, [.. above, code.Id]).Prepend([.. above, code.Id]));
}
