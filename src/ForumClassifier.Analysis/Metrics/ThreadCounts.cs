namespace ForumClassifier.Analysis.Metrics;

/// <summary>The counts of one thread, without the zeros: most threads touch few codes.</summary>
/// <param name="Cells">Cells of <see cref="DecisionCounts"/> that are not 0.</param>
/// <param name="Amounts">What they hold, in the same order.</param>
internal sealed record ThreadCounts(int[] Cells, int[] Amounts)
{
    /// <summary>The threads of the posts, in the order of their first posts.</summary>
    public static ThreadCounts[] Of(IEnumerable<EvaluatedPost> posts, DecisionCounts scratch) =>
        [.. posts.GroupBy(post => post.ThreadId, StringComparer.Ordinal).Select(thread => Of(thread, scratch))];

    private static ThreadCounts Of(IGrouping<string, EvaluatedPost> thread, DecisionCounts scratch)
    {
        scratch.Clear();
        foreach (var post in thread)
        {
            scratch.Add(post);
        }

        return scratch.ToThreadCounts();
    }
}
