using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Tests.Analysis;

/// <summary>Evaluated posts for tests.</summary>
internal static class Evaluated
{
    public static CodeSet Codes(int count) => new(Enumerable.Range(0, count).Select(i => $"c{i}"));

    /// <summary>A post in a thread of its own unless one is given.</summary>
    public static EvaluatedPost Post(int row, int[] truth, int[] predicted, string? thread = null) =>
        new($"p{row}", thread ?? $"t{row}", truth, predicted, [], Truncated: false);

    /// <summary>Posts with one code each, right about seven times in ten, in threads of up to four.</summary>
    public static EvaluatedPost[] RandomSingle(int posts, int codes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, posts).Select(row =>
        {
            var truth = Math.Min(random.Next(codes), random.Next(codes)); // the later codes are rarer
            return Post(row, [truth], [random.NextDouble() < 0.7 ? truth : random.Next(codes)], $"t{random.Next(1 + (posts / 2))}");
        })];
    }

    /// <summary>Posts with any number of codes each, in threads of up to four.</summary>
    public static EvaluatedPost[] RandomMultiple(int posts, int codes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, posts).Select(row =>
        {
            int[] truth = [.. Enumerable.Range(0, codes).Where(_ => random.NextDouble() < 0.2)];
            int[] predicted = [.. Enumerable.Range(0, codes).Where(code => random.NextDouble() < (truth.Contains(code) ? 0.7 : 0.1))];
            return Post(row, truth, predicted, $"t{random.Next(1 + (posts / 2))}");
        })];
    }
}
