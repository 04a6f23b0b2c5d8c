namespace ForumClassifier.Core.Codings.Changes;

/// <summary>What differs between an older and a newer version of a taxonomy, and whether the newer one's ledger tells it.</summary>
public static class TaxonomyDiff
{
    /// <summary>The codes of the older version in its order, then those added.</summary>
    /// <param name="newer">Its ledger has no problem; the entries after the older version count.</param>
    public static IReadOnlyList<CodeDifference> Between(Taxonomy older, Taxonomy newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        var ledger = newer.Changes.Where(change => change.Version > older.Version).ToList();
        var (before, after) = (Places(older), Places(newer));
        var walk = older.Version <= newer.Version ? Crosswalk.Between(newer, older.Version) : null;
        CodeFate? Parent(string? parent) => parent is null ? null : walk?.Find(parent);
        return
        [
            .. before.SelectMany(code => after.TryGetValue(code.Key, out var other)
                ? Compare(code.Value, other, ledger, Parent(code.Value.Parent))
                : [Told(code.Key, "removed", code.Value.Code.Name, null, ledger.Where(change => LedgerReplay.TakenAway(change).Contains(code.Key)))]),
            .. after.Where(code => !before.ContainsKey(code.Key)).Select(code => Told(code.Key, "added", null, code.Value.Code.Name,
                ledger.Where(change => change.Into.Contains(code.Key) || (change.Kind == ChangeKind.Add && change.Codes.Contains(code.Key))))),
        ];
    }

    private static IEnumerable<CodeDifference> Compare((Code Code, string? Parent) before, (Code Code, string? Parent) after, List<TaxonomyChange> ledger, CodeFate? fateOfParent)
    {
        var ((old, oldParent), (current, parent)) = (before, after);
        IEnumerable<TaxonomyChange> Own(params ChangeKind[] kinds) => ledger.Where(change => kinds.Contains(change.Kind) && change.Codes.Concat(change.Into).Contains(old.Id));
        if (old.Name != current.Name)
        {
            yield return Told(old.Id, "name", old.Name, current.Name, Own(ChangeKind.Rename));
        }

        if (oldParent != parent)
        {
            yield return Told(old.Id, "parent", oldParent, parent,
                Own(ChangeKind.Move).Concat(fateOfParent is not null && (fateOfParent.Successor == parent || fateOfParent.Candidates.Contains(parent)) ? fateOfParent.Changes : []));
        }

        if (old.Definition != current.Definition)
        {
            yield return Told(old.Id, "definition", null, null, Own(ChangeKind.Redefine, ChangeKind.Merge, ChangeKind.Split));
        }

        if (old.Codable != current.Codable)
        {
            yield return Told(old.Id, "codable", old.Codable ? "true" : "false", current.Codable ? "true" : "false", current.Codable ? Own(ChangeKind.Redefine) : []);
        }

        foreach (var difference in Looks(old, current))
        {
            yield return difference;
        }
    }

    /// <summary>What changes no coding.</summary>
    private static IEnumerable<CodeDifference> Looks(Code old, Code current)
    {
        (string What, bool IsSame, string? From, string? To)[] looks =
        [
            ("examples", old.Examples.SequenceEqual(current.Examples), null, null),
            ("color", old.Color == current.Color, old.Color, current.Color),
            ("guid", old.GlobalId == current.GlobalId, old.GlobalId, current.GlobalId),
            ("sets", old.Sets.SequenceEqual(current.Sets), string.Join(", ", old.Sets), string.Join(", ", current.Sets)),
        ];
        return looks.Where(look => !look.IsSame).Select(look => new CodeDifference(old.Id, look.What, look.From, look.To, true, ""));
    }

    private static CodeDifference Told(string code, string what, string? from, string? to, IEnumerable<TaxonomyChange> entries)
    {
        var told = entries.Select(change => FormattableString.Invariant($"{change.Kind.ToString().ToLowerInvariant()} in version {change.Version}")).Distinct().ToList();
        return new CodeDifference(code, what, from, to, told.Count > 0, string.Join(", ", told));
    }

    private static Dictionary<string, (Code Code, string? Parent)> Places(Taxonomy taxonomy) =>
        taxonomy.Codes.Select(code => (Code: code, Parent: (string?)null))
            .Concat(taxonomy.All().SelectMany(parent => parent.Children.Select(child => (Code: child, Parent: (string?)parent.Id))))
            .ToDictionary(place => place.Code.Id, StringComparer.Ordinal);
}
