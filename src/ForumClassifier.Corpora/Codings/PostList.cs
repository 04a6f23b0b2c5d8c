using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Codings;

/// <summary>The posts of labelled data in file order, each id once; of doubled ids the first post is kept and a problem added.</summary>
internal sealed class PostList(PostColumns columns, CodingProblems problems)
{
    private readonly CorpusOddities _oddities = new();
    private readonly List<Post> _posts = [];
    private readonly Dictionary<string, (Post Post, long Line)> _places = new(StringComparer.Ordinal);
    private PostMapper? _mapper;

    public IReadOnlyList<Post> Posts => _posts;

    public long UnreadableDates => _oddities.UnreadableDates;

    /// <summary>The post with this id, or null.</summary>
    public Post? Find(string id) => _places.GetValueOrDefault(id).Post;

    /// <summary>The post of a row; null where its id is already that of another.</summary>
    public Post? Add(TableRow row)
    {
        var post = Map(row);
        if (_places.TryAdd(post.Id, (post, row.Line)))
        {
            _posts.Add(post);
            return post;
        }

        problems.Add(CodingProblemKind.DoubledPost, row.Path, row.Line, FormattableString.Invariant($"The post id {Shown.Name(post.Id)} is already that of line {_places[post.Id].Line}; give each post an id of its own."));
        return null;
    }

    /// <summary>The post of a row, of a table that may have several rows of one post: the first of them tells its text.</summary>
    public Post AddOrFind(TableRow row)
    {
        var post = Map(row);
        if (_places.TryAdd(post.Id, (post, row.Line)))
        {
            _posts.Add(post);
        }

        return _places[post.Id].Post;
    }

    private Post Map(TableRow row)
    {
        _mapper ??= new PostMapper(columns, _oddities);
        return _mapper.Map(row);
    }
}
