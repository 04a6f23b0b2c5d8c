using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Dumps;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Posts;

/// <summary>Streams the posts of a corpus: tables, dumps of Discourse, Stack Exchange and GitHub, folders and archives of any of these.</summary>
public static class CorpusReader
{
    /// <summary>
    /// Yields the posts in the order of the paths and of the files; of a folder and those below it, in the ordinal order of the relative paths;
    /// of an archive, in its own. Holds one record, or one topic, in memory, and what <see cref="Dumps"/> says it remembers of the posts of a forum.
    /// </summary>
    /// <param name="columns">Of the tables; the other formats have fields of their own.</param>
    /// <param name="oddities">Counts what was met and passed over; with null, a damaged file of a folder or archive stops the reading.</param>
    /// <exception cref="InputException">By the call: a path is missing or a folder without files of a known kind. While reading: a file is damaged, wrongly written or of no known format.</exception>
    public static IAsyncEnumerable<Post> ReadAsync(
        IReadOnlyList<string> paths, PostColumns columns, CorpusOddities? oddities = null, CancellationToken cancellationToken = default) =>
        ReadWithRowsAsync(paths, columns, oddities, cancellationToken).Select(read => read.Post);

    /// <summary>As <see cref="ReadAsync"/>, with the records of tables.</summary>
    internal static IAsyncEnumerable<ReadPost> ReadWithRowsAsync(
        IReadOnlyList<string> paths, PostColumns columns, CorpusOddities? oddities, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(columns);
        if (paths.Count == 0)
        {
            throw new ArgumentException("A corpus has at least one path.", nameof(paths));
        }

        foreach (var path in paths)
        {
            Require(path);
        }

        return new CorpusReading(columns, oddities ?? new CorpusOddities { StopsAtDamage = true }).ReadAsync(paths, cancellationToken);
    }

    private static void Require(string path)
    {
        if (!Directory.Exists(path))
        {
            TextFile.Require(path);
        }
        else if (DumpFiles.OfFolder(path).Count == 0)
        {
            throw new InputException(path, null, "The folder holds no file of a known kind.", $"Expected {DumpFileName.Endings}.");
        }
    }
}
