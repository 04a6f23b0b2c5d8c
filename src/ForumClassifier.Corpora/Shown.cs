namespace ForumClassifier.Corpora;

/// <summary>How names and code ids from files stand in messages: short ones as they are, longer ones only by their length, since they may be the text of a post in the wrong column.</summary>
public static class Shown
{
    private const int LongestName = 40;
    private const int MostNames = 30;

    /// <summary>The name in quotes, or its length.</summary>
    public static string Name(string name) => name.Length <= LongestName && !name.AsSpan().ContainsAny('\n', '\r')
        ? $"'{name}'"
        : FormattableString.Invariant($"(a text of {name.Length} characters)");

    /// <summary>The names separated by commas.</summary>
    /// <param name="most">How many are shown; of the others only the number.</param>
    public static string Names(IReadOnlyCollection<string> names, int most = MostNames) =>
        string.Join(", ", names.Take(most).Select(name => Name(name).Trim('\'')))
        + (names.Count > most ? FormattableString.Invariant($" and {names.Count - most} more") : "");
}
