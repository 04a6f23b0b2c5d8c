namespace ForumClassifier.Corpora.Posts;

/// <summary>What a reading of a corpus passed over; grows while the posts are read.</summary>
public sealed class CorpusOddities
{
    private const int MostShown = 10;

    private readonly List<string> _damagedFiles = [];

    /// <summary>Posts whose date could not be read or could be day or month first.</summary>
    public long UnreadableDates { get; private set; }

    /// <summary>Files of a folder that were left out because they are damaged.</summary>
    public long DamagedFileCount { get; private set; }

    /// <summary>What is wrong with the first ten of the damaged files.</summary>
    public IReadOnlyList<string> DamagedFiles => _damagedFiles;

    internal void CountUnreadableDate() => UnreadableDates++;

    internal void CountDamagedFile(InputException error)
    {
        DamagedFileCount++;
        if (_damagedFiles.Count < MostShown)
        {
            _damagedFiles.Add(error.Message);
        }
    }
}
