using ForumClassifier.Corpora.Inspection;

namespace ForumClassifier.Corpora.Posts;

/// <summary>Counts the posts of a corpus whose id an earlier one has; ids lie in a temporary file, memory does not grow with them.</summary>
public sealed class DoubledIds : IDisposable
{
    private const int MostShown = 10;

    private readonly DistinctTexts _met = new();
    private readonly List<string> _first = [];

    /// <summary>Posts, the first of each id left out.</summary>
    public long Count { get; private set; }

    /// <summary>The first ten different ones of these ids.</summary>
    public IReadOnlyList<string> First => _first;

    public void Add(string id)
    {
        if (_met.Add(kind: 0, id))
        {
            return;
        }

        Count++;
        if (_first.Count < MostShown && !_first.Contains(id))
        {
            _first.Add(id);
        }
    }

    public void Dispose() => _met.Dispose();
}
