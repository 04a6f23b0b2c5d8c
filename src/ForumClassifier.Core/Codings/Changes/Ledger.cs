namespace ForumClassifier.Core.Codings.Changes;

/// <summary>What a taxonomy's ledger says of its earlier versions.</summary>
public static class Ledger
{
    /// <summary>Replays the ledger backwards from the tree and tells every entry that contradicts it, in the order of the entries.</summary>
    public static IReadOnlyList<LedgerProblem> Check(Taxonomy taxonomy)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        List<LedgerProblem> problems = [.. Versions(taxonomy), .. Headings(taxonomy)];
        var replay = new LedgerReplay(taxonomy);
        for (var entry = taxonomy.Changes.Count - 1; entry >= 0; entry--)
        {
            problems.AddRange(replay.Undo(taxonomy.Changes[entry]).Select(problem => new LedgerProblem(entry, problem)));
        }

        return [.. problems.OrderBy(problem => problem.Entry)];
    }

    /// <summary>The codes of an earlier version: those of the tree with the changes since then undone.</summary>
    /// <remarks>A code that a merge or a split made, without an entry that adds it, may have been there before: it is counted in.</remarks>
    /// <param name="taxonomy">Its ledger has no problem.</param>
    public static IReadOnlySet<string> CodesAt(Taxonomy taxonomy, int version)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        var replay = new LedgerReplay(taxonomy);
        foreach (var change in taxonomy.Changes.Reverse().TakeWhile(change => change.Version > version))
        {
            replay.Undo(change);
        }

        return replay.Codes;
    }

    /// <summary>The newest version that had all of these codes; null where none had.</summary>
    /// <param name="taxonomy">Its ledger has no problem.</param>
    public static int? VersionWith(Taxonomy taxonomy, IReadOnlyCollection<string> codes)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        ArgumentNullException.ThrowIfNull(codes);
        int[] versions = [taxonomy.Version, .. taxonomy.Changes.Select(change => change.Version - 1).Distinct().OrderDescending()];
        return versions.Where(version => CodesAt(taxonomy, version).IsSupersetOf(codes)).Select(version => (int?)version).FirstOrDefault();
    }

    private static IEnumerable<LedgerProblem> Versions(Taxonomy taxonomy)
    {
        var latest = 2;
        foreach (var (entry, change) in taxonomy.Changes.Index())
        {
            if (change.Version < 2 || change.Version > taxonomy.Version)
            {
                yield return new LedgerProblem(entry, FormattableString.Invariant($"The change led to version {change.Version}; expected 2 to {taxonomy.Version}, which is the taxonomy's."));
            }
            else if (change.Version < latest)
            {
                yield return new LedgerProblem(entry, FormattableString.Invariant($"The change led to version {change.Version} and stands after one that led to version {latest}; the oldest comes first."));
            }

            latest = Math.Max(latest, change.Version);
        }
    }

    private static IEnumerable<LedgerProblem> Headings(Taxonomy taxonomy)
    {
        var headings = taxonomy.All().Where(code => !code.Codable).Select(code => code.Id).ToHashSet(StringComparer.Ordinal);
        return taxonomy.Changes.Index().SelectMany(change => change.Item.Into.Where(headings.Contains).Select(code =>
            new LedgerProblem(change.Index, $"The code '{code}' is a heading (codable: false): the posts of other codes cannot be given it.")));
    }
}
