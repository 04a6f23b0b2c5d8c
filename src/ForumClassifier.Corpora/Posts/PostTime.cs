using System.Globalization;
using System.Text.RegularExpressions;

namespace ForumClassifier.Corpora.Posts;

/// <summary>Reads the times that forums write: ISO 8601 with any offset or none (UTC), and Unix seconds or milliseconds.</summary>
/// <remarks>Dates that begin with the day or the month are not read: nobody can tell 3/4 from 4/3.</remarks>
internal static partial class PostTime
{
    // Unix times of the years 1973 to 2099; smaller numbers are rather years or yyyyMMdd
    private const double FirstSecond = 1e8;
    private const double LastSecond = 4.1e9;

    /// <summary>The time in UTC, or null.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        text = text.Trim();
        var match = Iso().Match(text);
        return match.Success ? FromIso(match) : FromUnix(text);
    }

    /// <summary>True for a date such as 3/4/2024, of which nobody can tell day and month.</summary>
    public static bool IsDayOrMonthFirst(string text) => DayOrMonthFirst().IsMatch(text);

    /// <summary>ISO 8601 in UTC with <c>Z</c>, with as many decimals as needed.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<year>[0-9]{4})[-/](?<month>[0-9]{1,2})[-/](?<day>[0-9]{1,2})([T ]+(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,9}))?)?\s*(?<zone>[Zz]|UTC|GMT|[+-][0-9]{2}(:?[0-9]{2})?)?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^\s*[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}\b", RegexOptions.CultureInvariant)]
    private static partial Regex DayOrMonthFirst();

    private static DateTimeOffset? FromIso(Match match)
    {
        int Number(string group) => match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var (year, month, day) = (Number("year"), Number("month"), Number("day"));
        var (hour, minute, second) = (Number("hour"), Number("minute"), Number("second"));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value.PadRight(7, '0')[..7];
        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks
            + int.Parse(fraction, CultureInfo.InvariantCulture) - Offset(match.Groups["zone"].Value).Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    private static TimeSpan Offset(string zone)
    {
        if (zone is not ['+' or '-', ..])
        {
            return TimeSpan.Zero;
        }

        var hours = int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture);
        var minutes = zone.Length > 3 ? int.Parse(zone.AsSpan(zone.Length - 2), CultureInfo.InvariantCulture) : 0;
        var offset = new TimeSpan(hours, minutes, 0);
        return zone[0] == '-' ? -offset : offset;
    }

    private static DateTimeOffset? FromUnix(string text)
    {
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return number switch
        {
            >= FirstSecond and < LastSecond => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(number * 1000)),
            >= FirstSecond * 1000 and < LastSecond * 1000 => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(number)),
            _ => null,
        };
    }
}
