using ForumClassifier.Core.Codings;

namespace ForumClassifier.Training.Splits;

/// <summary>Posts to learn from, posts to choose epoch and thresholds by, posts to measure on; no thread is in two of them.</summary>
public sealed record DataSplit(IReadOnlyList<CodedText> Training, IReadOnlyList<CodedText> Validation, IReadOnlyList<CodedText> Test)
{
    private const int TrainingPart = 0;
    private const int ValidationPart = 1;
    private const int TestPart = 2;

    /// <summary>Splits by thread, with every code in training.</summary>
    /// <param name="testShare">In [0, 1), of all posts; 0 where other posts are measured on.</param>
    /// <param name="validationShare">In (0, 1), of all posts.</param>
    /// <exception cref="SplitException">There are too few threads.</exception>
    public static DataSplit Make(IReadOnlyList<CodedText> posts, double testShare, double validationShare, int seed)
    {
        ArgumentNullException.ThrowIfNull(posts);
        var threads = posts.Select(post => post.ThreadId).Distinct(StringComparer.Ordinal).Count();
        var neededThreads = testShare > 0 ? 3 : 2;
        if (threads < neededThreads)
        {
            throw new SplitException(threads, posts.Count, neededThreads);
        }

        var parts = StratifiedThreads.Deal(posts, [1 - testShare - validationShare, validationShare, testShare], seed);
        KeepEveryCodeInTraining(posts, parts);
        IReadOnlyList<CodedText> Part(int part) => [.. posts.Where((_, index) => parts[index] == part)];
        var split = new DataSplit(Part(TrainingPart), Part(ValidationPart), Part(TestPart));
        return split.Training.Count > 0 && split.Validation.Count > 0 && (testShare == 0 || split.Test.Count > 0)
            ? split
            : throw new SplitException(threads, posts.Count, neededThreads);
    }

    private static void KeepEveryCodeInTraining(IReadOnlyList<CodedText> posts, int[] parts)
    {
        foreach (var code in posts.SelectMany(post => post.Codes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            int[] having = [.. Enumerable.Range(0, posts.Count).Where(index => posts[index].Codes.Contains(code))];
            if (having.All(index => parts[index] != TrainingPart))
            {
                var thread = posts[having[0]].ThreadId;
                foreach (var index in Enumerable.Range(0, posts.Count).Where(index => posts[index].ThreadId == thread))
                {
                    parts[index] = TrainingPart;
                }
            }
        }
    }
}
