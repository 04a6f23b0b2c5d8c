namespace ForumClassifier.Corpora.Dumps.Discourse;

/// <summary>Finds the id of a post by its number in its topic, among at least the last <see cref="Reach"/> posts read.</summary>
/// <remarks>Memory: at most twice <see cref="Reach"/> entries of some 90 bytes.</remarks>
internal sealed class ReplyTargets
{
    public const int Reach = 20_000;

    private Dictionary<(long Topic, long Number), string> _older = [];
    private Dictionary<(long Topic, long Number), string> _newer = [];

    public void Add(long topic, long number, string id)
    {
        if (_newer.Count == Reach)
        {
            (_older, _newer) = (_newer, []);
        }

        _newer[(topic, number)] = id;
    }

    /// <summary>The id, or an empty text where the post was not read or is too far back.</summary>
    public string Find(long topic, long number) =>
        _newer.TryGetValue((topic, number), out var id) || _older.TryGetValue((topic, number), out id) ? id : "";
}
