using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Codings;

/// <summary>The posts of labelled data in file order, each id once; doubled ids are added to the problems.</summary>
internal sealed class PostList(PostColumns columns, Problems problems)
{
    private readonly CorpusOddities _oddities = new();
    private readonly List<Post> _posts = [];
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);
    private PostMapper? _mapper;

    public IReadOnlyList<Post> Posts => _posts;

    public long UnreadableDates => _oddities.UnreadableDates;

    public bool Has(string id) => _lines.ContainsKey(id);

    public Post Add(TableRow row)
    {
        _mapper ??= new PostMapper(columns, _oddities);
        var post = _mapper.Map(row);
        _posts.Add(post);
        if (!_lines.TryAdd(post.Id, row.Line))
        {
            problems.Add(row.Path, row.Line, FormattableString.Invariant($"The post id {Shown.Name(post.Id)} is already that of line {_lines[post.Id]}; give each post an id of its own."));
        }

        return post;
    }
}
