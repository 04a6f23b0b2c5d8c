using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Conversion;

/// <summary>Writes posts one after the other to a stream that stays open; what is written is whole after disposal.</summary>
public interface IPostWriter : IAsyncDisposable
{
    /// <exception cref="IOException">The stream cannot be written.</exception>
    ValueTask WriteAsync(Post post, CancellationToken cancellationToken = default);
}
