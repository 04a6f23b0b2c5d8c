using ForumClassifier.Corpora.Dumps;

namespace ForumClassifier.Corpora.Posts;

/// <summary>What a reading of a corpus met and passed over; grows while the posts are read.</summary>
public sealed class CorpusOddities
{
    private const int MostShown = 10;

    private readonly List<string> _damagedFiles = [];
    private readonly List<string> _doubles = [];
    private readonly List<string> _otherFiles = [];
    private readonly OrderedDictionary<string, FormatSeen> _formats = [];

    /// <summary>True where a damaged file of a folder or archive ends the reading; else it is left out and counted.</summary>
    public bool StopsAtDamage { get; init; }

    /// <summary>Posts whose date could not be read or could be day or month first.</summary>
    public long UnreadableDates { get; private set; }

    /// <summary>Those of <see cref="UnreadableDates"/> that could be day or month first.</summary>
    public long DayOrMonthFirstDates { get; private set; }

    /// <summary>Files of a folder or an archive that were left out, wholly or from a place on, because they are damaged.</summary>
    public long DamagedFileCount { get; private set; }

    /// <summary>What is wrong with the first ten of the damaged files.</summary>
    public IReadOnlyList<string> DamagedFiles => _damagedFiles;

    /// <summary>How often a Discourse or GitHub post was met again and left out.</summary>
    public long DoublePosts { get; private set; }

    /// <summary>The first ten different ones of their ids.</summary>
    public IReadOnlyList<string> FirstDoublePosts => _doubles;

    /// <summary>Posts that Discourse topics list and that are in no file; known once all posts are read.</summary>
    public long MissingPosts { get; private set; }

    /// <summary>The topics of which posts are missing, by their ids; known once all posts are read.</summary>
    public IReadOnlyList<MissingPosts> TopicsWithMissingPosts { get; private set; } = [];

    /// <summary>Discourse topics that have more posts than their file and do not list them, as very long ones: what is missing of them cannot be told.</summary>
    public long TopicsWithoutList { get; private set; }

    /// <summary>Threads that were too long to be gathered whole.</summary>
    public long LongThreads { get; private set; }

    /// <summary>The posts of these that were left out.</summary>
    public long PostsOfLongThreads { get; private set; }

    /// <summary>Files of folders and archives whose names are of no known kind; they are not opened.</summary>
    public long OtherFileCount { get; private set; }

    /// <summary>The first ten of these.</summary>
    public IReadOnlyList<string> OtherFiles => _otherFiles;

    /// <summary>The formats recognised, in the order in which they were first met.</summary>
    public IReadOnlyList<FormatSeen> Formats => [.. _formats.Values];

    internal void CountUnreadableDate(string text)
    {
        UnreadableDates++;
        DayOrMonthFirstDates += PostTime.IsDayOrMonthFirst(text) ? 1 : 0;
    }

    internal void CountDamagedFile(InputException error)
    {
        DamagedFileCount++;
        AddShown(_damagedFiles, error.Message);
    }

    internal void CountDouble(string id)
    {
        DoublePosts++;
        if (!_doubles.Contains(id))
        {
            AddShown(_doubles, id);
        }
    }

    internal void CountMissing(IEnumerable<MissingPosts> topics)
    {
        TopicsWithMissingPosts = [.. topics];
        MissingPosts = TopicsWithMissingPosts.Sum(topic => topic.Posts);
    }

    /// <param name="leftOut">Of one thread; may be none.</param>
    internal void CountPostsOfLongThread(long leftOut)
    {
        LongThreads += leftOut > 0 ? 1 : 0;
        PostsOfLongThreads += leftOut;
    }

    internal void CountTopicWithoutList() => TopicsWithoutList++;

    internal void CountOtherFile(string place)
    {
        OtherFileCount++;
        AddShown(_otherFiles, place);
    }

    /// <summary>Says that a file is of a format; to be called once a file.</summary>
    internal void SawFile(string format, string place, IReadOnlyList<string> columns)
    {
        var seen = _formats.GetValueOrDefault(format) ?? new FormatSeen(format, 0, [], []);
        _formats[format] = new FormatSeen(
            format,
            seen.Files + 1,
            seen.Files < MostShown ? [.. seen.FirstFiles, place] : seen.FirstFiles,
            columns.Count == 0 ? seen.Columns : [.. seen.Columns.Union(columns, StringComparer.Ordinal)]);
    }

    private static void AddShown(List<string> shown, string text)
    {
        if (shown.Count < MostShown)
        {
            shown.Add(text);
        }
    }
}
