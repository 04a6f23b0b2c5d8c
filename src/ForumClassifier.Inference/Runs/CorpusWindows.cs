using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Selection;

namespace ForumClassifier.Inference.Runs;

/// <summary>Cuts a corpus into ranges of <see cref="Size"/> posts, the last one shorter; holds one of them.</summary>
internal sealed class CorpusWindows : IAsyncDisposable
{
    public const int Size = 1024;

    private readonly IAsyncEnumerator<Post> _posts;
    private readonly TextTemplate _template;
    private readonly long _end;
    private long _position;

    /// <param name="end">The post before which it ends; null for all.</param>
    /// <exception cref="InputException">A path is missing or of an unknown kind.</exception>
    public CorpusWindows(LabelRequest request, long? end, CancellationToken cancellationToken)
    {
        Oddities = new CorpusOddities { StopsAtDamage = request.Strict };
        _posts = SelectedPosts.ReadAsync(request.CorpusPaths, request.Columns, request.Selection, Oddities, cancellationToken).GetAsyncEnumerator(cancellationToken);
        _template = request.TextTemplate;
        _end = end ?? long.MaxValue;
    }

    /// <summary>What was passed over so far.</summary>
    public CorpusOddities Oddities { get; }

    /// <summary>Reads over posts.</summary>
    /// <param name="skipped">Told of each; may be null.</param>
    /// <returns>False where the corpus ends before.</returns>
    /// <exception cref="InputException">The corpus is damaged or wrongly written.</exception>
    public async Task<bool> SkipAsync(long count, Action<Post>? skipped = null)
    {
        for (var i = 0L; i < count; i++)
        {
            if (!await _posts.MoveNextAsync())
            {
                return false;
            }

            skipped?.Invoke(_posts.Current);
            _position++;
        }

        return true;
    }

    /// <summary>The next range, or null at the end.</summary>
    /// <exception cref="InputException">The corpus is damaged or wrongly written.</exception>
    public async Task<CorpusWindow?> NextAsync()
    {
        var (posts, texts) = (new List<WindowPost>(Size), new List<string>(Size));
        while (posts.Count < Size && _position < _end && await _posts.MoveNextAsync())
        {
            var post = _posts.Current;
            posts.Add(new WindowPost(post.Id, post.ThreadId, post.CreatedAt));
            texts.Add(PostText.Compose(post, _template));
            _position++;
        }

        return posts.Count == 0 ? null : new CorpusWindow(posts, texts);
    }

    public ValueTask DisposeAsync() => _posts.DisposeAsync();
}
