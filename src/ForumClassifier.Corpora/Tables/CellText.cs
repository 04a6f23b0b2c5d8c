using System.Globalization;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Tables;

/// <summary>The text that stands for a value of a table with types: numbers with a decimal point, times in ISO 8601 and UTC.</summary>
internal static class CellText
{
    private const double LargestExact = 1L << 53;

    /// <returns>Null for a null, and for bytes that are no text.</returns>
    public static string? Of(object? value) => value switch
    {
        null or DBNull => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => Number(number),
        float number => Number(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        DateTime time => PostTime.Format(new DateTimeOffset(time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc))),
        DateTimeOffset time => PostTime.Format(time),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    // ids are whole numbers, and a spreadsheet knows them only as floating point
    private static string Number(double number) => Math.Abs(number) < LargestExact && Math.Floor(number) == number
        ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);
}
