using System.Globalization;
using System.Net;
using ForumClassifier.Analysis.Trends;

namespace ForumClassifier.Analysis.Reports;

/// <summary>Figures and words as they stand on a page; what comes from files is escaped.</summary>
internal static class ReportText
{
    public const string Missing = "–";

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>12 posts</c> or <c>1 post</c>.</summary>
    public static string Posts(long count) => count == 1 ? "1 post" : $"{Count(count)} posts";

    /// <summary>A share in [0, 1] such as <c>12.3 %</c>.</summary>
    public static string Percent(double? share) => share is { } value ? $"{Points(value)} %" : Missing;

    /// <summary>Such as <c>11.0 to 13.7 %</c>.</summary>
    public static string Percent(Interval? interval) => interval is { } value ? $"{Points(value.Low)} to {Points(value.High)} %" : Missing;

    /// <summary>A difference of shares in percentage points, with its sign: <c>+1.2</c>.</summary>
    public static string Change(double difference)
    {
        var text = (100 * difference).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
        return (text is "+0.0" or "-0.0" ? "0.0" : text).Replace('-', '−');
    }

    /// <summary>The first and the last of some periods.</summary>
    public static string Range(IEnumerable<PeriodTotal> periods)
    {
        PeriodTotal[] all = [.. periods];
        return all.Length switch
        {
            0 => Missing,
            1 => all[0].Name,
            _ => $"{all[0].Name} to {all[^1].Name}",
        };
    }

    private static string Points(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}
