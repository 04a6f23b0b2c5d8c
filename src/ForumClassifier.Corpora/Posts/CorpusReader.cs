using System.Runtime.CompilerServices;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Posts;

/// <summary>Streams the posts of a corpus: tables (see <see cref="Table"/>) and Discourse topics (<c>.json</c> files and folders of them).</summary>
public static class CorpusReader
{
    /// <summary>Yields the posts in the order of the paths and of the files; of a folder, in the ordinal order of its files' names. Holds one record, or one topic, in memory.</summary>
    /// <param name="columns">Of the tables; topics have fields of their own.</param>
    /// <param name="oddities">Counts what was passed over; with null, a damaged file of a folder stops the reading instead.</param>
    /// <exception cref="InputException">By the call: a path is missing or of an unknown kind. While reading: a file is damaged or wrongly written.</exception>
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

        return ReadAllAsync(paths, columns, oddities, cancellationToken);
    }

    private static async IAsyncEnumerable<ReadPost> ReadAllAsync(
        IReadOnlyList<string> paths, PostColumns columns, CorpusOddities? oddities, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mapper = new PostMapper(columns, oddities ?? new CorpusOddities());
        foreach (var path in paths)
        {
            var posts = Directory.Exists(path) ? ReadFolderAsync(path, oddities, cancellationToken).Select(post => new ReadPost(post, path, null))
                : IsTopic(path) ? ReadTopicAsync(path, oddities, cancellationToken).Select(post => new ReadPost(post, path, null))
                : Table.ReadAsync(path, columns.Table, cancellationToken).Select(row => new ReadPost(mapper.Map(row), path, row));
            await foreach (var post in posts)
            {
                yield return post;
            }
        }
    }

    private static async IAsyncEnumerable<Post> ReadTopicAsync(string path, CorpusOddities? oddities, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var post in await DiscourseTopic.ReadAsync(path, oddities ?? new CorpusOddities(), cancellationToken))
        {
            yield return post;
        }
    }

    private static async IAsyncEnumerable<Post> ReadFolderAsync(string folder, CorpusOddities? oddities, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        InputException? damage = null;
        var whole = 0;
        foreach (var path in Topics(folder))
        {
            IReadOnlyList<Post> posts = [];
            try
            {
                posts = await DiscourseTopic.ReadAsync(path, oddities ?? new CorpusOddities(), cancellationToken);
                whole++;
            }
            catch (InputException e) when (oddities is not null)
            {
                damage ??= e;
                oddities.CountDamagedFile(e);
            }

            foreach (var post in posts)
            {
                yield return post;
            }
        }

        if (whole == 0 && damage is not null)
        {
            throw new InputException(folder, null, $"None of the .json files could be read; the first: {damage.Message}", "Name the folder of the topics.", damage);
        }
    }

    private static void Require(string path)
    {
        if (Directory.Exists(path))
        {
            if (Topics(path).Count == 0)
            {
                throw new InputException(path, null, "The folder holds no .json file.", $"Expected a folder of Discourse topics; name other files one by one ({Table.Endings}).");
            }
        }
        else if (IsTopic(path))
        {
            TextFile.Require(path);
        }
        else
        {
            TextFile.Require(path);
            if (Table.FormatOf(path) is null)
            {
                throw new InputException(path, null, "The ending of the name does not say what the file is.", $"Expected {Table.Endings}, or a Discourse topic in .json.");
            }
        }
    }

    private static bool IsTopic(string path) => TextFile.Ending(path) == ".json";

    private static List<string> Topics(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Where(IsTopic).OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal)];
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(folder, null, e);
        }
    }
}
