namespace ForumClassifier.Corpora.Selection;

/// <summary>Which posts of a corpus are taken, and what of them is one text.</summary>
/// <param name="Conditions">All must hold of a post; a thread is made of its posts that meet them.</param>
public sealed record PostSelection(PostUnit Unit, IReadOnlyList<PostCondition> Conditions)
{
    /// <summary>Each post by itself.</summary>
    public static PostSelection All { get; } = new(PostUnit.Post, []);

    /// <summary>The options that ask for it, by their names; none for <see cref="All"/>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Named()
    {
        if (Unit != PostUnit.Post)
        {
            yield return new("--unit", NameOf(Unit));
        }

        if (Conditions.Count > 0)
        {
            yield return new("--where", string.Join(" and ", Conditions.Select(condition => $"'{condition}'")));
        }
    }

    /// <summary>The unit as the command line writes it: post, opening-post or thread.</summary>
    public static string NameOf(PostUnit unit) => unit == PostUnit.OpeningPost ? "opening-post" : unit.ToString().ToLowerInvariant();
}
