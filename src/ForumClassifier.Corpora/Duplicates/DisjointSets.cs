namespace ForumClassifier.Corpora.Duplicates;

/// <summary>Numbers from 0 that are put together into disjoint sets; the least member stands for its set. Four bytes a number.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parents;

    public DisjointSets(int count)
    {
        _parents = new int[count];
        for (var i = 0; i < count; i++)
        {
            _parents[i] = i;
        }
    }

    /// <summary>The least member of the set of a number.</summary>
    public int Find(int member)
    {
        while (_parents[member] != member)
        {
            _parents[member] = _parents[_parents[member]];
            member = _parents[member];
        }

        return member;
    }

    public void Join(int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
