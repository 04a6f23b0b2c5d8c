using ForumClassifier.Analysis.Trends;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Analysis.Reports;

/// <summary>A trend table as files: <c>trends.csv</c> for programs and <c>report.html</c> for people.</summary>
/// <remarks>
/// <code>
/// code,name,parent,period,period_start,count,total,share,low,high
/// speed,Speed,performance,2024-03,2024-03-01,12,240,0.05,0.0288...,0.0853...
/// </code>
/// A period without posts has the total 0 and no share. The page needs no network and no other file.
/// </remarks>
public static class TrendsReport
{
    /// <summary>Writes both files into a folder.</summary>
    /// <param name="source">What the predictions are called, such as their file's name.</param>
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    public static void Write(string folder, TrendTable table, string source)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(source);
        WholeFile.WriteText(Path.Combine(folder, "trends.csv"), Csv(table));
        WholeFile.WriteText(Path.Combine(folder, "report.html"), TrendsPage.Of(table, source).ReplaceLineEndings("\n"));
    }

    private static string Csv(TrendTable table) => CsvTable.Of(
        "code,name,parent,period,period_start,count,total,share,low,high",
        table.Codes.SelectMany(code => table.Periods.Zip(code.Points, (period, point) => new object?[]
        {
            code.Code.Id, code.Code.Name, code.ParentId, period.Name, period.Start, point.Count, point.Total, point.Share, point.Interval?.Low, point.Interval?.High,
        })));
}
