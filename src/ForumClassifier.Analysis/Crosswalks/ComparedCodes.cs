using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Analysis.Crosswalks;

/// <summary>The codes in which a model and coders of different versions of a taxonomy can be compared.</summary>
/// <remarks>
/// A merged code is compared as the one it became. Parts of a split that one side cannot tell apart are compared as one, named <c>a+b</c>.
/// A code that only one side can have, because it was added or retired in between, has no counterpart: under multiple assignment it is not compared;
/// under single assignment one of the model's is compared as itself, since it is wrong wherever it is predicted.
/// </remarks>
public sealed class ComparedCodes
{
    private readonly Dictionary<string, string> _same = new(StringComparer.Ordinal); // each newest id to one that it is compared with; roots to themselves
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal); // by root
    private readonly Side _model;
    private readonly Side _coders;

    /// <param name="newest">Its ledger reaches back to both versions.</param>
    /// <param name="model">Version and codes of the model; the version had all of them.</param>
    /// <param name="coders">Version of the codings, and all codes that it had.</param>
    /// <exception cref="ArgumentException">A version did not have a code.</exception>
    public ComparedCodes(Taxonomy newest, (int Version, IReadOnlyCollection<string> Codes) model, (int Version, IReadOnlyCollection<string> Codes) coders)
    {
        ArgumentNullException.ThrowIfNull(newest);
        (_model, _coders) = (Side.Of(newest, model.Version, model.Codes), Side.Of(newest, coders.Version, coders.Codes));
        var ids = newest.All().Select(code => code.Id).ToList();
        ids.ForEach(id => _same[id] = id);
        foreach (var targets in _model.Targets.Concat(_coders.Targets).Select(code => code.Value))
        {
            foreach (var other in targets.Skip(1))
            {
                _same[Root(other)] = Root(targets[0]);
            }
        }

        foreach (var root in ids.GroupBy(Root))
        {
            _names.Add(root.Key, string.Join('+', root));
        }

        var known = _coders.Targets.Keys.Select(code => NameOf(_coders, code)).ToHashSet(StringComparer.Ordinal);
        Codes = new CodeSet(_model.Targets.Keys.Select(code => NameOf(_model, code)).Where(name => newest.Assignment == Assignment.Single || known.Contains(name)).Distinct(StringComparer.Ordinal));
    }

    /// <summary>What the model can be found to give, in the order of its own codes.</summary>
    public CodeSet Codes { get; }

    /// <summary>What a code of the model is compared as; null where it is not compared.</summary>
    /// <exception cref="KeyNotFoundException">The model does not have it.</exception>
    public string? OfModel(string code) => Compared(_model, code);

    /// <summary>What a code of the coders is compared as; null where the model has no counterpart.</summary>
    /// <exception cref="KeyNotFoundException">The coders do not have it.</exception>
    public string? OfCoders(string code) => Compared(_coders, code);

    /// <summary>The codes that are not compared as themselves, or that the other side cannot have.</summary>
    /// <param name="used">Codes that the coders gave: of the others nothing is said.</param>
    public IEnumerable<ComparedCode> Others(IReadOnlySet<string> used) =>
        Of(_model, "model", _ => true).Concat(Of(_coders, "coders", used.Contains).OrderBy(code => code.Code, StringComparer.Ordinal));

    private IEnumerable<ComparedCode> Of(Side side, string name, Func<string, bool> isUsed) => side.Fates.Values
        .Where(fate => isUsed(fate.Code) && (fate.IsGone || Compared(side, fate.Code) != fate.Code))
        .Select(fate => new ComparedCode(name, fate.Code, Compared(side, fate.Code), fate.Reason));

    private string? Compared(Side side, string code) => NameOf(side, code) is var name && Codes.Contains(name) ? name : null;

    private string NameOf(Side side, string code) => side.Targets[code] is [var first, ..] ? _names[Root(first)] : code;

    private string Root(string id)
    {
        while (_same[id] != id)
        {
            id = _same[id];
        }

        return id;
    }

    /// <param name="Targets">For each code its ids in the newest version; none where it was retired.</param>
    private sealed record Side(Dictionary<string, CodeFate> Fates, Dictionary<string, string[]> Targets)
    {
        public static Side Of(Taxonomy newest, int version, IReadOnlyCollection<string> codes)
        {
            var walk = Crosswalk.Between(newest, version);
            var fates = codes.ToDictionary(code => code, code => walk.Find(code)
                ?? throw new ArgumentException(FormattableString.Invariant($"Version {version} had no code '{code}'."), nameof(codes)), StringComparer.Ordinal);
            return new Side(fates, fates.ToDictionary(fate => fate.Key, fate => fate.Value.Successor is { } one ? (string[])[one] : [.. fate.Value.Candidates], StringComparer.Ordinal));
        }
    }
}
