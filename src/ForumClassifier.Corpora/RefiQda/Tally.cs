namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Counts by name, in the order in which the names were first met.</summary>
internal sealed class Tally
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string name, int count = 1)
    {
        if (count > 0 && !_counts.TryAdd(name, count))
        {
            _counts[name] += count;
        }
        else if (count > 0)
        {
            _names.Add(name);
        }
    }

    public IReadOnlyList<RefiCount> Counts() => [.. _names.Select(name => new RefiCount(name, _counts[name]))];
}
