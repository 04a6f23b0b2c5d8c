namespace ForumClassifier.Core.Codings.Changes;

/// <summary>A taxonomy as it was before some of its changes: codes, and the names and parents that are known of them.</summary>
/// <remarks>Changes are undone, the newest first. Of a code that is no longer in the tree, name and parent are known from the entries that tell them.</remarks>
internal sealed class LedgerReplay
{
    private readonly HashSet<string> _tree;
    private readonly HashSet<string> _ever; // ids of the tree, and those that the ledger takes away
    private readonly HashSet<string> _codes;
    private readonly HashSet<string> _addedLater = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal); // "" at the top level; a code without an entry has an unknown one

    public LedgerReplay(Taxonomy taxonomy)
    {
        Place(taxonomy.Codes, "");
        _codes = new HashSet<string>(_names.Keys, StringComparer.Ordinal);
        _tree = new HashSet<string>(_codes, StringComparer.Ordinal);
        _ever = new HashSet<string>(_codes.Concat(taxonomy.Changes.SelectMany(TakenAway)), StringComparer.Ordinal);
    }

    public IReadOnlySet<string> Codes => _codes;

    /// <summary>The ids that a change took away.</summary>
    public static IEnumerable<string> TakenAway(TaxonomyChange change) =>
        change.Kind is ChangeKind.Merge or ChangeKind.Split or ChangeKind.Retire ? change.Codes.Except(change.Into, StringComparer.Ordinal) : [];

    /// <summary>Goes back to before a change, and says what is wrong with it.</summary>
    public IReadOnlyList<string> Undo(TaxonomyChange change)
    {
        var problems = new List<string>();
        string[] staying = change.Kind is ChangeKind.Merge or ChangeKind.Split ? [.. change.Into] : change.Kind == ChangeKind.Retire ? [] : [.. change.Codes];
        problems.AddRange(staying.Where(code => !_codes.Contains(code)).Select(code => _addedLater.Contains(code)
            ? $"The code '{code}' is only added later."
            : $"There is no code '{code}': it is not in the tree, and no later change takes it away."));
        if (problems.Count == 0)
        {
            CheckPlaces(change, problems);
        }

        Restore(change, problems);
        return problems;
    }

    private void CheckPlaces(TaxonomyChange change, List<string> problems)
    {
        var code = change.Codes[0];
        switch (change.Kind)
        {
            case ChangeKind.Add:
                CheckParent(code, change.To, problems);
                _codes.Remove(code);
                _addedLater.Add(code);
                break;
            case ChangeKind.Move:
                CheckParent(code, change.To, problems);
                if (change.From is { } from && !_ever.Contains(from))
                {
                    problems.Add($"There is no code '{from}', which the code '{code}' is moved from: it is not in the tree, and no change takes it away.");
                }

                _parents[code] = change.From ?? "";
                break;
            case ChangeKind.Rename:
                if (_names.TryGetValue(code, out var name) && name != change.To)
                {
                    problems.Add($"The code '{code}' is renamed to another name than it has afterwards; list every renaming, the last one to its name in the tree.");
                }

                _names[code] = change.From ?? "";
                break;
        }
    }

    private void CheckParent(string code, string? parent, List<string> problems)
    {
        if (parent is not null && !_codes.Contains(parent))
        {
            problems.Add($"There is no code '{parent}' that the code '{code}' could stand under.");
        }
        else if (_parents.TryGetValue(code, out var actual) && actual != (parent ?? ""))
        {
            problems.Add($"The code '{code}' does not come {Under(parent)}: it stands {Under(actual)} afterwards; list every move.");
        }
    }

    private void Restore(TaxonomyChange change, List<string> problems)
    {
        foreach (var code in TakenAway(change))
        {
            if (_codes.Contains(code) || _addedLater.Contains(code))
            {
                problems.Add(_tree.Contains(code) && !_addedLater.Contains(code)
                    ? $"The code '{code}' {Fate(change.Kind)}, but it is still in the tree."
                    : $"The code '{code}' {Fate(change.Kind)}, and a later change has it again; ids are never reused.");
            }

            _codes.Add(code);
            _names.Remove(code);
            _parents.Remove(code);
        }

        // What stands below the codes that took its place may have stood below it.
        var below = change.Into.Count == 0 ? [] : _parents.Where(entry => change.Into.Contains(entry.Value)).Select(entry => entry.Key).ToList();
        below.ForEach(code => _parents.Remove(code));
    }

    private static string Fate(ChangeKind kind) => kind switch
    {
        ChangeKind.Merge => "is merged into another one",
        ChangeKind.Split => "is split into others",
        _ => "is retired",
    };

    private static string Under(string? parent) => string.IsNullOrEmpty(parent) ? "at the top level" : $"under '{parent}'";

    private void Place(IReadOnlyList<Code> codes, string parent)
    {
        foreach (var code in codes)
        {
            _names[code.Id] = code.Name;
            _parents[code.Id] = parent;
            Place(code.Children, code.Id);
        }
    }
}
