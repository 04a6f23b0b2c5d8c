using ForumClassifier.Core.Codings;

namespace ForumClassifier.Training.Splits;

/// <summary>Deals posts into parts of given sizes, whole threads together, each code spread in proportion.</summary>
/// <remarks>Iterative stratification, rarest code first; Sechidis, Tsoumakas and Vlahavas, ECML PKDD 2011; here with threads in place of single posts.</remarks>
internal static class StratifiedThreads
{
    /// <summary>The part of each post.</summary>
    /// <param name="shares">Of each part, adding up to 1; earlier parts win ties.</param>
    /// <returns>Part indices, one for each post; the same seed gives the same.</returns>
    public static int[] Deal(IReadOnlyList<CodedText> posts, IReadOnlyList<double> shares, int seed)
    {
        ArgumentNullException.ThrowIfNull(posts);
        ArgumentNullException.ThrowIfNull(shares);
        var threads = Shuffled(posts, seed);
        var counts = posts.SelectMany(post => post.Codes).CountBy(code => code).ToDictionary(StringComparer.Ordinal);
        var wantedOfCode = counts.ToDictionary(count => count.Key, count => shares.Select(share => share * count.Value).ToArray(), StringComparer.Ordinal);
        var wanted = shares.Select(share => share * posts.Count).ToArray();
        var parts = new int[posts.Count];
        var left = threads.ToList();

        while (left.Count > 0)
        {
            var rarest = RarestCode(left, posts);
            var next = rarest is null ? left : left.Where(thread => thread.Any(index => posts[index].Codes.Contains(rarest))).ToList();
            foreach (var thread in next)
            {
                var part = Neediest(rarest is null ? wanted : wantedOfCode[rarest], wanted);
                foreach (var index in thread)
                {
                    parts[index] = part;
                    wanted[part]--;
                    foreach (var code in posts[index].Codes)
                    {
                        wantedOfCode[code][part]--;
                    }
                }
            }

            left = [.. left.Except(next)];
        }

        return parts;
    }

    private static List<int[]> Shuffled(IReadOnlyList<CodedText> posts, int seed)
    {
        int[][] threads = [.. Enumerable.Range(0, posts.Count).GroupBy(index => posts[index].ThreadId, StringComparer.Ordinal).Select(thread => thread.ToArray())];
        new Random(seed).Shuffle(threads);
        return [.. threads];
    }

    private static string? RarestCode(List<int[]> threads, IReadOnlyList<CodedText> posts) => threads
        .SelectMany(thread => thread.SelectMany(index => posts[index].Codes))
        .CountBy(code => code)
        .OrderBy(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
        .Select(count => count.Key)
        .FirstOrDefault();

    private static int Neediest(double[] wantedOfCode, double[] wanted) => Enumerable.Range(0, wanted.Length)
        .OrderByDescending(part => Math.Round(wantedOfCode[part], 9)).ThenByDescending(part => Math.Round(wanted[part], 9)).ThenBy(part => part)
        .First();
}
