using System.Runtime.CompilerServices;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Selection;

/// <summary>Streams the posts of a corpus that were asked for, or its threads, each as one post.</summary>
public static class SelectedPosts
{
    /// <summary>Posts of a thread are gathered while those before have fewer characters: far more than any model reads.</summary>
    public const int MostThreadCharacters = 1_000_000;

    /// <summary>Yields posts in the order of the corpus, opening posts and threads in the order in which their threads appear. Threads are gathered in a temporary file: memory holds one of them, and of a long one its first <see cref="MostThreadCharacters"/> or little more.</summary>
    /// <param name="oddities">As <see cref="CorpusReader.ReadAsync"/> takes it.</param>
    /// <exception cref="InputException">As <see cref="CorpusReader.ReadAsync"/>; and while reading, where a condition asks for a column that does not exist.</exception>
    /// <exception cref="OutputException">While reading: the disk that holds temporary files is full.</exception>
    public static IAsyncEnumerable<Post> ReadAsync(
        IReadOnlyList<string> paths, PostColumns columns, PostSelection selection, CorpusOddities? oddities = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var posts = CorpusReader.ReadWithRowsAsync(paths, columns, oddities, cancellationToken);
        var filter = new PostFilter(selection.Conditions);
        return selection.Unit == PostUnit.Post
            ? posts.Where(filter.Accepts).Select(read => read.Post)
            : GatherAsync(posts, filter, selection.Unit, oddities, cancellationToken);
    }

    private static async IAsyncEnumerable<Post> GatherAsync(
        IAsyncEnumerable<ReadPost> posts, PostFilter filter, PostUnit unit, CorpusOddities? oddities, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var file = new ThreadFile();
        await foreach (var read in posts.WithCancellation(cancellationToken))
        {
            file.Add(read.Post, filter.Accepts(read));
        }

        if (unit == PostUnit.OpeningPost)
        {
            foreach (var post in file.OpeningPosts())
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return post;
            }

            yield break;
        }

        foreach (var (thread, leftOut) in file.Threads())
        {
            cancellationToken.ThrowIfCancellationRequested();
            oddities?.CountPostsOfLongThread(leftOut);
            yield return ForumThread.Merge(thread);
        }
    }
}
