using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Holds the codes of codings against a taxonomy.</summary>
/// <param name="formerCodes">True takes codes of earlier versions, which the taxonomy's ledger names, as they are.</param>
internal sealed class CodeChecks(Taxonomy taxonomy, CodingProblems problems, bool formerCodes = false)
{
    private static readonly ChangeKind[] Endings = [ChangeKind.Merge, ChangeKind.Split, ChangeKind.Retire];

    private readonly Dictionary<string, Code> _codes = taxonomy.All().ToDictionary(code => code.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _former = Former(taxonomy);

    /// <summary>Those ids of a cell that can be used, each once; what is wrong with the others is added to the problems.</summary>
    /// <param name="separator">Null where the cell holds one code.</param>
    public IReadOnlyList<string> Read(string cell, string? separator, string path, long line) =>
        Usable(Split(cell, separator), path, line);

    /// <summary>Those ids that can be used; what is wrong with the others is added to the problems.</summary>
    public IReadOnlyList<string> Usable(IEnumerable<string> ids, string path, long line) => [.. ids.Where(id => IsUsable(id, path, line))];

    /// <summary>Under single assignment a coding has one code, unless it waits for a decision.</summary>
    /// <param name="count">Of the codes as they were written.</param>
    /// <returns>False where a problem was added.</returns>
    public bool CheckCount(int count, bool waits, string path, long line)
    {
        if (taxonomy.Assignment == Assignment.Multiple || count == 1 || (waits && count == 0))
        {
            return true;
        }

        problems.Add(CodingProblemKind.CodeCount, path, line, FormattableString.Invariant($"The coding has {count} codes; the assignment is single, so give it exactly one."));
        return false;
    }

    public static IReadOnlyList<string> Split(string cell, string? separator)
    {
        var parts = separator is null ? [cell] : cell.Split(separator);
        return [.. parts.Select(part => part.Trim()).Where(part => part.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    private bool IsUsable(string id, string path, long line)
    {
        if (_codes.TryGetValue(id, out var code))
        {
            if (!code.Codable)
            {
                problems.Add(CodingProblemKind.Heading, path, line, $"The code '{id}' is a heading (codable: false), which no post is given.");
            }

            return code.Codable;
        }

        if (!_former.TryGetValue(id, out var version))
        {
            problems.Add(CodingProblemKind.UnknownCode, path, line, formerCodes
                ? $"There is no code {Shown.Name(id)} in the taxonomy, and its ledger does not say what became of it; enter that under 'changes', or correct the coding ({Nearest(id)})."
                : $"There is no code {Shown.Name(id)} in the taxonomy; {Nearest(id)}.");
            return false;
        }

        if (!formerCodes)
        {
            problems.Add(CodingProblemKind.FormerCode, path, line, FormattableString.Invariant($"The code '{id}' went with version {version} of the taxonomy; carry the codings over with taxonomy migrate."));
        }

        return formerCodes;
    }

    private string Nearest(string id) => _codes.Values.FirstOrDefault(code => string.Equals(code.Name, id, StringComparison.OrdinalIgnoreCase)) is { } named
        ? $"that is the name of '{named.Id}': write the id"
        : $"the nearest is '{_codes.Keys.MinBy(known => EditDistance.Between(known, id))}'";

    /// <summary>The codes that merges, splits and retirements ended, each with the version that did.</summary>
    private static Dictionary<string, int> Former(Taxonomy taxonomy)
    {
        var former = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var change in taxonomy.Changes.Where(change => Endings.Contains(change.Kind)))
        {
            foreach (var id in change.Codes)
            {
                former[id] = change.Version;
            }
        }

        return former;
    }
}
