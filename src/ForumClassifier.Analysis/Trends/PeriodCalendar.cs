using System.Globalization;

namespace ForumClassifier.Analysis.Trends;

/// <summary>Numbers the periods of a calendar one after the other, and names them.</summary>
/// <remarks>
/// <code>
/// week      days since 0001-01-01 (a Monday) / 7    2024-W09
/// month     12 year + month - 1                     2024-03
/// quarter   4 year + quarter - 1                    2024-Q1
/// year      year                                    2024
/// </code>
/// </remarks>
internal static class PeriodCalendar
{
    /// <summary>The number of the period that holds a moment.</summary>
    public static int Number(TrendPeriod period, DateTimeOffset moment)
    {
        var day = DateOnly.FromDateTime(moment.UtcDateTime);
        return period switch
        {
            TrendPeriod.Week => day.DayNumber / 7,
            TrendPeriod.Month => (day.Year * 12) + day.Month - 1,
            TrendPeriod.Quarter => (day.Year * 4) + ((day.Month - 1) / 3),
            TrendPeriod.Year => day.Year,
            _ => throw new ArgumentOutOfRangeException(nameof(period)),
        };
    }

    /// <summary>The first day of a period.</summary>
    public static DateOnly Start(TrendPeriod period, int number) => period switch
    {
        TrendPeriod.Week => DateOnly.FromDayNumber(number * 7),
        TrendPeriod.Month => new DateOnly(number / 12, (number % 12) + 1, 1),
        TrendPeriod.Quarter => new DateOnly(number / 4, (number % 4 * 3) + 1, 1),
        TrendPeriod.Year => new DateOnly(number, 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(period)),
    };

    public static string Name(TrendPeriod period, int number)
    {
        var start = Start(period, number);
        return period switch
        {
            TrendPeriod.Week => WeekName(start),
            TrendPeriod.Month => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            TrendPeriod.Quarter => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}-Q{((start.Month - 1) / 3) + 1}"),
            _ => start.ToString("yyyy", CultureInfo.InvariantCulture),
        };
    }

    private static string WeekName(DateOnly start)
    {
        var monday = start.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(monday):0000}-W{ISOWeek.GetWeekOfYear(monday):00}");
    }
}
