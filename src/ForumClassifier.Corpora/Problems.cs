namespace ForumClassifier.Corpora;

/// <summary>All problems of one input, so that they are reported together; messages show the first ten.</summary>
internal sealed class Problems
{
    private const int Most = 10;

    private readonly List<string> _shown = [];
    private int _count;

    public bool Any => _count > 0;

    /// <param name="place">Path, and line where there is one.</param>
    public void Add(string place, string problem)
    {
        _count++;
        if (_shown.Count < Most)
        {
            _shown.Add($"{place}: {problem}");
        }
    }

    public void Add(string path, long line, string problem) => Add(FormattableString.Invariant($"{path}({line})"), problem);

    public IReadOnlyList<string> Lines() => _count > Most
        ? [.. _shown, FormattableString.Invariant($"... and {_count - Most} more.")]
        : _shown;
}
