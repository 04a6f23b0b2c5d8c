using System.Text;
using System.Text.RegularExpressions;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Tells addresses, users who are called, and the tokens of masks within prose.</summary>
internal static partial class Addresses
{
    private const string TokenPattern = @"\[(QUOTE|CODE|LOG|LINK|IMAGE|MENTION|SIGNATURE|GREETING|NAME|EMAIL|URL)\]";
    private const string UrlPattern = """(?<![\w.])(?>(https?|ftp)://|www\.)[^\s<>"\])]+""";
    private const string MentionPattern = @"(?<![\w@/.`:])@(?>[\p{L}\d_][\p{L}\d_.-]{0,59})(?![/(@])"; // no @scope/package, no @decorator()
    private const string EmailPattern = @"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){1,8}";

    // shorter ones are words as often as names
    private const int ShortestName = 3;

    /// <summary>Links and mentions apart from the prose around them.</summary>
    public static IReadOnlyList<Segment> Tell(string text)
    {
        var segments = new SegmentList();
        var at = 0;
        foreach (Match match in Address().Matches(text))
        {
            var length = Trimmed(match.ValueSpan);
            segments.Add(text.AsSpan(at..match.Index));
            segments.Kind = match.Groups["token"].Success ? SegmentKind.Prose : match.Groups["mention"].Success ? SegmentKind.Mention : SegmentKind.Link;
            segments.Add(match.ValueSpan[..length]);
            segments.Kind = SegmentKind.Prose;
            at = match.Index + length;
        }

        segments.Add(text.AsSpan(at..));
        return segments.ToSegments();
    }

    /// <summary>Puts the tokens of what is masked in its place.</summary>
    /// <param name="author">Of the post; empty where unknown.</param>
    public static string Mask(string text, TextTemplate template, string author)
    {
        var (names, emails, urls) = (template.Masks(MaskedData.Names), template.Masks(MaskedData.Emails), template.Masks(MaskedData.Urls));
        if (!names && !emails && !urls)
        {
            return text;
        }

        var masked = Personal().Replace(text, match =>
        {
            MaskedData? data = match.Groups["url"].Success && urls ? MaskedData.Urls
                : match.Groups["email"].Success && emails ? MaskedData.Emails
                : match.Groups["mention"].Success && names ? MaskedData.Names : null;
            var length = Trimmed(match.ValueSpan);
            return data is null ? match.Value : string.Concat(TextTemplate.Token(data.Value), match.ValueSpan[length..]);
        });
        return names && author.Trim() is { Length: >= ShortestName } name ? MaskName(masked, name) : masked;
    }

    /// <summary>True where there is nothing but tokens and white space.</summary>
    public static bool AreTokens(string text) => OnlyTokens().IsMatch(text);

    private static string MaskName(string text, string name)
    {
        var token = TextTemplate.Token(MaskedData.Names);
        var masked = new StringBuilder();
        var at = 0;
        for (var found = Find(0); found >= 0; found = Find(found + name.Length))
        {
            if ((found == 0 || !char.IsLetterOrDigit(text[found - 1])) && (found + name.Length == text.Length || !char.IsLetterOrDigit(text[found + name.Length])) && !IsToken(found))
            {
                masked.Append(text, at, found - at).Append(token);
                at = found + name.Length;
            }
        }

        return at == 0 ? text : masked.Append(text, at, text.Length - at).ToString();

        int Find(int from) => text.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);

        bool IsToken(int found) => found > 0 && text[found - 1] == '[' && found + name.Length < text.Length && text[found + name.Length] == ']' && AreTokens(text.Substring(found - 1, name.Length + 2));
    }

    // what ends the sentence is no part of the address
    private static int Trimmed(ReadOnlySpan<char> address) => address.TrimEnd(".,;:!?'\"").Length;

    [GeneratedRegex($"(?<token>{TokenPattern})|(?<url>{UrlPattern})|(?<mention>{MentionPattern})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex($"(?<url>{UrlPattern})|(?<email>{EmailPattern})|(?<mention>{MentionPattern})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Personal();

    [GeneratedRegex($@"^(\s|{TokenPattern})*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OnlyTokens();
}
