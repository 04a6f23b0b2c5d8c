using System.Text.RegularExpressions;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>Tells the greeting a post opens with and the signature it closes with, by words of some languages.</summary>
/// <remarks>
/// Rather too few than too many. A greeting is one of the words, up to three that say who is greeted (all, @name, Name), and a comma or the
/// like or the end of the line. A signature is what follows a line <c>-- </c> of at most ten lines, or a line that holds a closing formula
/// and nothing else, with at most two lines of a few words after it.
/// </remarks>
internal static partial class Courtesies
{
    private const int MostLinesAfterDashes = 10;
    private const int MostLinesAfterFormula = 2;
    private const int LongestName = 30;
    private const int LongestFormula = 60;
    private const int LongestAttribution = 200;

    /// <summary>Divides the first and the last prose.</summary>
    /// <param name="segments">Their prose is divided by lines already.</param>
    public static IReadOnlyList<Segment> Tell(IReadOnlyList<Segment> segments)
    {
        List<Segment> told = [];
        var next = 0;
        for (var isOpening = true; isOpening && next < segments.Count; next++)
        {
            var segment = segments[next];
            if (!HasWords(segment))
            {
                told.Add(segment);
                continue;
            }

            var length = GreetingLength(segment.Text);
            told.Add(new Segment(SegmentKind.Greeting, segment.Text[..length]));
            told.Add(new Segment(SegmentKind.Prose, segment.Text[length..]));
            isOpening = length > 0 && !HasWords(told[^1]);
        }

        told.AddRange(segments.Skip(next));
        var last = told.FindLastIndex(segment => segment.Kind != SegmentKind.Prose || !string.IsNullOrWhiteSpace(segment.Text));
        if (last >= 0 && told[last].Kind == SegmentKind.Prose && SignatureStart(told[last].Text) is { } start)
        {
            var text = told[last].Text;
            told.RemoveAt(last);
            told.InsertRange(last, [new Segment(SegmentKind.Prose, text[..start]), new Segment(SegmentKind.Signature, text[start..])]);
        }

        return [.. told.Where(segment => segment.Kind == SegmentKind.Image || segment.Text.Length > 0)];
    }

    /// <summary>True of the line before an e-mail's quote, such as <c>On Monday, Name wrote:</c>.</summary>
    public static bool IsAttribution(ReadOnlySpan<char> line) => line.Length <= LongestAttribution && Attribution().IsMatch(line);

    private static bool HasWords(Segment segment) => segment.Kind == SegmentKind.Prose && !Addresses.AreTokens(segment.Text);

    /// <summary>How far the greetings reach, one after the other.</summary>
    private static int GreetingLength(string text)
    {
        var length = 0;
        while (Greeting().Match(text, length) is { Success: true, Length: > 0 } greeting && !greeting.ValueSpan.Contains("world", StringComparison.OrdinalIgnoreCase))
        {
            length += greeting.Length;
        }

        return length;
    }

    private static int? SignatureStart(string text)
    {
        var lines = TextLines.Of(text);
        int? start = null;
        var end = lines.Count;
        while (true)
        {
            // a formula may stand before another one: from the last upwards
            var found = Formula(text, lines, end) ?? Dashes(text, lines, end);
            if (found is null)
            {
                return start;
            }

            (end, start) = (found.Value, lines[found.Value].Start.Value);
        }
    }

    private static int? Formula(string text, IReadOnlyList<Range> lines, int end)
    {
        var after = 0;
        for (var i = end - 1; i >= 0; i--)
        {
            var line = text.AsSpan(lines[i]).Trim();
            if (line.Length == 0)
            {
                continue;
            }

            if (line.Length <= LongestFormula && Closing().IsMatch(line))
            {
                return i;
            }

            if (++after > MostLinesAfterFormula || !IsName(line))
            {
                return null;
            }
        }

        return null;
    }

    private static int? Dashes(string text, IReadOnlyList<Range> lines, int end)
    {
        for (var i = end - 1; i >= Math.Max(0, end - 1 - MostLinesAfterDashes); i--)
        {
            if (text.AsSpan(lines[i]).TrimEnd() is "--")
            {
                return i;
            }
        }

        return null;
    }

    private static bool IsName(ReadOnlySpan<char> line) =>
        line.Length <= LongestName && line.Count(' ') <= 2 && (char.IsLetter(line[0]) || line[0] is '@' or '-' or '~' or '[') && line[^1] is not ('?' or ';' or ':' or '{' or '!');

    [GeneratedRegex("""
        \G\s*(hi|hii|hiya|hello|helo|hey|heya|howdy|greetings|dear|good\ (morning|afternoon|evening|day)
        |hallo|guten\ (tag|morgen|abend)|moin|servus|liebe|bonjour|bonsoir|salut|hola|buenos\ d[ií]as|buenas(\ tardes)?|ciao|salve|buongiorno
        |ol[aá]|oi|bom\ dia|boa\ (tarde|noite)|hej|hei|cześć|witam|ahoj|zdravím|merhaba|selam|привет|здравствуйте|добрый\ день|всем\ привет
        |你好|您好|大家好|こんにちは|안녕하세요)
        (?![\w'])
        ((,\ ?|\s)(all|everyone|everybody|every\ one|guys|folks|there|team|friends?|again|community|forum|devs?|developers?|experts?|gurus?|sir|madam|together|mates?
        |zusammen|leute|alle|miteinander|à\ tous|tous|tout\ le\ monde|a\ todos|todos|amigos|tutti|a\ tutti|pessoal|alla|всем
        |the|@[\w.-]{1,40}|\[(NAME|MENTION)\])
        |\s(?-i:\p{Lu}[\p{L}-]{1,20})){0,3}
        (\ ?([,!.:，！。~-]|:\))+[ \t]*(\r?\n)?|[ \t]*(\r?\n|$))
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Greeting();

    [GeneratedRegex("""
        ^[-~*_\s]*(
        ((many\ |big\ |best\ |kind\ |warm\ |with\ )*(thanks|thank\ you|thanx|thx|tia|cheers|regards|wishes|sincerely|yours|respectfully)|best|peace|take\ care|have\ a\ (nice|good|great)\ (day|one|weekend))
        ((,|\ )\ ?(in\ advance|a\ lot|a\ ton|a\ bunch|a\ million|so\ much|very\ much|again|and|regards|you|all|everyone|guys|folks|for|your|any|the|help|time|support|advice|attention|reading
        |sincerely|truly|advance|much))*
        |(vielen\ |besten\ |lieben\ )?dank(e)?(\ (im\ voraus|schön|euch))?|(viele|liebe|beste|schöne|herzliche)\ grü(ß|ss)e|(mit\ )?(freundlichen|besten)\ grü(ß|ss)en|gru(ß|ss)|grü(ß|ss)e|mfg|lg|vg
        |merci(\ (d'avance|beaucoup|à\ tous|bien))*|(bien\ )?cordialement|bien\ à\ vous|à\ bientôt
        |(muchas\ )?gracias(\ (de\ antemano|por\ la\ ayuda|a\ todos))?|(un\ )?saludos?(\ cordial(es)?)?
        |grazie(\ (mille|a\ tutti|in\ anticipo))?|saluti|(muito\ )?obrigad[oa]|abraços?|atenciosamente
        |(alvast\ )?bedankt|(met\ vriendelijke\ )?groet(en)?|tack(\ på\ förhand)?|mvh|hälsningar|dziękuję|pozdrawiam|děkuji|teşekkürler|saygılar
        |(заранее\ )?спасибо(\ заранее)?|с\ уважением|谢谢(大家)?|多谢|ありがとうございます|감사합니다)
        [\s,.!~:)🙂😊🙏-]*$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Closing();

    [GeneratedRegex(@"\b(wrote|writes|said|schrieb|écrit|escribió|escreveu|ha scritto|schreef|skrev|написала?|写道)\b.*:\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Attribution();
}
