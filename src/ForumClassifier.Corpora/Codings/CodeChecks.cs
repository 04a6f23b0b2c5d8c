using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Holds the codes of codings against a taxonomy.</summary>
internal sealed class CodeChecks(Taxonomy taxonomy, Problems problems)
{
    private readonly Dictionary<string, Code> _codes = taxonomy.All().ToDictionary(code => code.Id, StringComparer.Ordinal);

    /// <summary>Ids as a cell lists them, each once; what is wrong with them is added to the problems.</summary>
    /// <param name="separator">Null where the cell holds one code.</param>
    public IReadOnlyList<string> Read(string cell, string? separator, string path, long line)
    {
        var ids = Split(cell, separator);
        foreach (var id in ids)
        {
            if (!_codes.TryGetValue(id, out var code))
            {
                problems.Add(path, line, $"There is no code {Shown.Name(id)} in the taxonomy; {Nearest(id)}.");
            }
            else if (!code.Codable)
            {
                problems.Add(path, line, $"The code '{id}' is a heading (codable: false), which no post is given.");
            }
        }

        return ids;
    }

    /// <summary>Under single assignment a coding has one code, unless it waits for a decision.</summary>
    public void CheckCount(IReadOnlyList<string> codes, bool waits, string path, long line)
    {
        if (taxonomy.Assignment == Assignment.Single && codes.Count != 1 && !(waits && codes.Count == 0))
        {
            problems.Add(path, line, FormattableString.Invariant($"The coding has {codes.Count} codes; the assignment is single, so give it exactly one."));
        }
    }

    public static IReadOnlyList<string> Split(string cell, string? separator)
    {
        var parts = separator is null ? [cell] : cell.Split(separator);
        return [.. parts.Select(part => part.Trim()).Where(part => part.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    private string Nearest(string id) => _codes.Values.FirstOrDefault(code => string.Equals(code.Name, id, StringComparison.OrdinalIgnoreCase)) is { } named
        ? $"that is the name of '{named.Id}': write the id"
        : $"the nearest is '{_codes.Keys.MinBy(known => EditDistance.Between(known, id))}'";
}
