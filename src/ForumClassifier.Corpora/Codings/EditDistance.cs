namespace ForumClassifier.Corpora.Codings;

/// <summary>Levenshtein distance without regard to case, of the first 64 characters.</summary>
internal static class EditDistance
{
    private const int Longest = 64;

    public static int Between(string left, string right)
    {
        var (a, b) = (left[..Math.Min(left.Length, Longest)].ToLowerInvariant(), right[..Math.Min(right.Length, Longest)].ToLowerInvariant());
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
