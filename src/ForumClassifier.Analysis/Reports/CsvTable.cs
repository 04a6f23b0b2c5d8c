using System.Globalization;

namespace ForumClassifier.Analysis.Reports;

/// <summary>Lines of a CSV after RFC 4180, with <c>\n</c>, a dot for decimals and blank for missing.</summary>
internal static class CsvTable
{
    public static string Of(string header, IEnumerable<IEnumerable<object?>> rows) =>
        header + "\n" + string.Concat(rows.Select(row => string.Join(',', row.Select(Cell)) + "\n"));

    internal static string Field(string text) => Quote(text);

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Quote(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static string Quote(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
