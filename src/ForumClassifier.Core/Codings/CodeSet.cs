using System.Collections;

namespace ForumClassifier.Core.Codings;

/// <summary>The code ids of a classifier, in the order of its output columns.</summary>
public sealed class CodeSet : IReadOnlyList<string>
{
    private readonly string[] _ids;
    private readonly Dictionary<string, int> _indices;

    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    public CodeSet(IEnumerable<string> ids)
    {
        _ids = [.. ids];
        _indices = new Dictionary<string, int>(_ids.Length, StringComparer.Ordinal);
        for (var i = 0; i < _ids.Length; i++)
        {
            if (!_indices.TryAdd(_ids[i], i))
            {
                throw new ArgumentException($"The code '{_ids[i]}' occurs twice.", nameof(ids));
            }
        }
    }

    public int Count => _ids.Length;

    public string this[int index] => _ids[index];

    public bool Contains(string id) => _indices.ContainsKey(id);

    /// <summary>The class index of a code.</summary>
    /// <exception cref="KeyNotFoundException">The code is not in the set.</exception>
    public int IndexOf(string id) => _indices[id];

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_ids).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _ids.GetEnumerator();
}
