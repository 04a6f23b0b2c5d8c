namespace ForumClassifier.Corpora.Tables;

/// <summary>How the names of a table's columns stand in messages: not at all where they may be the fields of a post.</summary>
/// <remarks>
/// The first row of a file without a header is taken for one, and its fields can be titles as short as names. So names are shown where one
/// of them is a usual name of a column and none begins with a digit, as ids and dates do; those that are no names (longer than four words
/// or 40 characters, or with the punctuation of a sentence) then only by their length. Elsewhere all must be single words.
/// </remarks>
internal static class ShownColumns
{
    private const int LongestName = 40;
    private const int MostWords = 4;
    private const string Punctuation = "_-./()#:%@ ";

    private static readonly HashSet<string> Usual = new(
        [
            "id", "postid", "threadid", "topicid", "title", "subject", "body", "text", "message", "content", "question", "answer", "label", "labels", "code", "codes",
            "coder", "author", "user", "username", "date", "time", "timestamp", "createdat", "url", "link", "category", "tags", "name", "definition", "abstained", "truncated",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What follows "there are" in a message.</summary>
    public static string Of(IReadOnlyList<string> names) => AreShown(names)
        ? ": " + Shown.Names([.. names.Select(Cut)])
        : FormattableString.Invariant($" {names.Count}, not shown because they do not look like names of columns (is there a header?)");

    /// <summary>One of the names, in quotes.</summary>
    public static string One(string name, IReadOnlyList<string> names) => AreShown(names) && IsName(name) ? $"'{name}'" : Length(name);

    private static bool AreShown(IReadOnlyList<string> names)
    {
        var filled = names.Where(name => name.Length > 0).ToList();
        return filled.All(name => IsName(name) && !name.Contains(' ', StringComparison.Ordinal))
            || (filled.Exists(IsUsual) && !filled.Exists(name => char.IsDigit(name[0])));
    }

    private static bool IsUsual(string name) => Usual.Contains(name.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName
        && (char.IsLetter(name[0]) || name[0] == '_')
        && name.All(character => char.IsLetterOrDigit(character) || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark || Punctuation.Contains(character, StringComparison.Ordinal))
        && !name.EndsWith('.') && !name.Contains(". ", StringComparison.Ordinal) && !name.Contains(": ", StringComparison.Ordinal)
        && name.Split(' ').Length <= MostWords;

    private static string Cut(string name) => name.Length == 0 || IsName(name) ? name : Length(name);

    private static string Length(string name) => FormattableString.Invariant($"(a text of {name.Length} characters)");
}
