namespace ForumClassifier.Corpora;

/// <summary>How names and code ids from files stand in messages: short ones as they are, longer ones only by their length, since they may be the text of a post in the wrong column.</summary>
internal static class Shown
{
    private const int LongestName = 40;
    private const int MostNames = 30;

    public static string Name(string name) => name.Length <= LongestName && !name.AsSpan().ContainsAny('\n', '\r')
        ? $"'{name}'"
        : FormattableString.Invariant($"(a text of {name.Length} characters)");

    /// <summary>The names separated by commas, at most 30 of them.</summary>
    public static string Names(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(name => Name(name).Trim('\'')))
        + (names.Count > MostNames ? FormattableString.Invariant($" and {names.Count - MostNames} more") : "");
}
