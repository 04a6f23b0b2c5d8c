using ForumClassifier.Core.Codings;

namespace ForumClassifier.Training.Baselines;

/// <summary>Training posts as a baseline counts them: for each code, which have it and which don't.</summary>
/// <remarks>
/// A post counts neither for nor against its pending codes; under <see cref="Assignment.Single"/>, where every code decides about
/// every other, it is left out.
/// </remarks>
internal sealed class Examples
{
    private readonly bool?[][] _has; // [posts, codes]; null where pending

    /// <exception cref="ArgumentException">No post is left, or under single one has no code or several.</exception>
    /// <exception cref="KeyNotFoundException">A post has a code that is not in <paramref name="codes"/>.</exception>
    public Examples(IReadOnlyList<CodedText> posts, CodeSet codes, Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(posts);
        ArgumentNullException.ThrowIfNull(codes);
        Posts = assignment == Assignment.Single ? [.. posts.Where(post => post.Pending.Count == 0)] : posts;
        if (Posts.Count == 0)
        {
            throw new ArgumentException("A baseline needs at least one post whose codes are settled.", nameof(posts));
        }

        if (assignment == Assignment.Single && Posts.Any(post => post.Codes.Count != 1))
        {
            throw new ArgumentException("Under single assignment a settled post has exactly one code.", nameof(posts));
        }

        _has = [.. Posts.Select(post => Row(post, codes))];
    }

    public IReadOnlyList<CodedText> Posts { get; }

    /// <summary>Whether a post has a code; null where that is pending.</summary>
    public bool? Has(int post, int code) => _has[post][code];

    /// <summary>Of the posts settled for a code, the share that has it; 0 where none is settled.</summary>
    public float ShareOf(int code)
    {
        var settled = _has.Count(row => row[code] is not null);
        return settled == 0 ? 0f : (float)_has.Count(row => row[code] is true) / settled;
    }

    private static bool?[] Row(CodedText post, CodeSet codes)
    {
        var row = new bool?[codes.Count];
        Array.Fill(row, false);
        foreach (var code in post.Codes)
        {
            row[codes.IndexOf(code)] = true;
        }

        foreach (var code in post.Pending.Where(codes.Contains)) // a candidate may be a code this classifier does not have
        {
            row[codes.IndexOf(code)] = null;
        }

        return row;
    }
}
