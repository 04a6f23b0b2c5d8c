using ForumClassifier.Core.Codings;

namespace ForumClassifier.Analysis.Metrics;

/// <summary>How often each code of the coders met each code of the model, under single assignment.</summary>
/// <param name="Codes">Both axes, in this order.</param>
/// <param name="Counts">[code of the coders][code of the model].</param>
public sealed record ConfusionMatrix(CodeSet Codes, IReadOnlyList<IReadOnlyList<int>> Counts)
{
    /// <param name="posts">Each with exactly one true and one predicted code.</param>
    public static ConfusionMatrix Of(IEnumerable<EvaluatedPost> posts, CodeSet codes)
    {
        ArgumentNullException.ThrowIfNull(posts);
        ArgumentNullException.ThrowIfNull(codes);
        var counts = new int[codes.Count][];
        for (var row = 0; row < counts.Length; row++)
        {
            counts[row] = new int[codes.Count];
        }

        foreach (var post in posts)
        {
            counts[post.True.Single()][post.Predicted.Single()]++;
        }

        return new ConfusionMatrix(codes, counts);
    }
}
