namespace ForumClassifier.Core.Codings.Changes;

/// <summary>What became of every code of an earlier version of a taxonomy, after its ledger.</summary>
public sealed class Crosswalk
{
    private readonly Dictionary<string, CodeFate> _fates;

    private Crosswalk(int from, int to, IEnumerable<CodeFate> fates)
    {
        (From, To) = (from, to);
        _fates = fates.ToDictionary(fate => fate.Code, StringComparer.Ordinal);
    }

    public int From { get; }

    public int To { get; }

    /// <summary>One for each code of the earlier version, in ordinal order of the ids.</summary>
    public IEnumerable<CodeFate> Fates => _fates.Values;

    /// <param name="taxonomy">Its ledger has no problem.</param>
    /// <param name="from">The earlier version; at least 1.</param>
    /// <param name="to">The later version, at most the taxonomy's; null for that.</param>
    /// <exception cref="ArgumentOutOfRangeException">The versions are not in order, or not the taxonomy's.</exception>
    public static Crosswalk Between(Taxonomy taxonomy, int from, int? to = null)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        var last = to ?? taxonomy.Version;
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, last);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last, taxonomy.Version);
        TaxonomyChange[] changes = [.. taxonomy.Changes.Where(change => change.Version > from && change.Version <= last)];
        return new Crosswalk(from, last, Ledger.CodesAt(taxonomy, from).Order(StringComparer.Ordinal).Select(code => changes.Aggregate(new CodeFate(code, code, [], false, false, []), After)));
    }

    /// <summary>What became of a code; null where the earlier version did not have it.</summary>
    public CodeFate? Find(string code) => _fates.GetValueOrDefault(code);

    private static CodeFate After(CodeFate fate, TaxonomyChange change)
    {
        var concerned = change.Kind is ChangeKind.Merge or ChangeKind.Split or ChangeKind.Retire or ChangeKind.Redefine
            && (fate.Successor is { } successor ? change.Codes.Contains(successor) : fate.Candidates.Any(change.Codes.Contains));
        if (!concerned)
        {
            return fate;
        }

        var after = fate with { Changes = [.. fate.Changes, change] };
        return fate.Successor is null
            ? after with
            {
                Candidates = [.. fate.Candidates.SelectMany(code => Replace(code, change)).Distinct(StringComparer.Ordinal)],
                MayBeNone = fate.MayBeNone || change.Kind == ChangeKind.Retire,
            }
            : change.Kind switch
            {
                ChangeKind.Merge => after with { Successor = change.Into[0] },
                ChangeKind.Split => after with { Successor = null, Candidates = change.Into },
                ChangeKind.Redefine => after with { IsRedefined = true },
                _ => after with { Successor = null },
            };
    }

    private static IEnumerable<string> Replace(string code, TaxonomyChange change) => !change.Codes.Contains(code) ? [code] : change.Kind switch
    {
        ChangeKind.Merge or ChangeKind.Split => change.Into,
        ChangeKind.Retire => [],
        _ => [code],
    };
}
