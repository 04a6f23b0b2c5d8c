using System.Globalization;
using ForumClassifier.Analysis.Proportions;
using ForumClassifier.Analysis.Trends;
using static ForumClassifier.Analysis.Reports.ReportText;

namespace ForumClassifier.Analysis.Reports;

/// <summary>One row for each code: its share in all, at the beginning and at the end.</summary>
internal static class SummaryTable
{
    public static string Of(TrendTable table)
    {
        var third = table.Periods.Count / 3;
        var largest = table.Codes.Max(code => code.Overall.Share) is > 0 and var share ? share : 1;
        return $"""
            <section class="table">
            <h2>All codes</h2>
            <table>
            <thead><tr><th scope="col">Code</th><th scope="col">Definition</th><th scope="col" class="number">Posts</th><th scope="col">Share <small>95 % interval</small></th>
            <th scope="col" class="number">First third <small>{Range(table.Periods.Take(third))}</small></th><th scope="col" class="number">Last third <small>{Range(table.Periods.TakeLast(third))}</small></th>
            <th scope="col" class="number">Change <small>points, 95 % interval</small></th></tr></thead>
            <tbody>
            {string.Concat(Sorted(table, null).Select(code => Row(code, largest)))}</tbody>
            </table>
            </section>
            """;
    }

    /// <summary>The codes below one, each followed by those below it, the most frequent first.</summary>
    private static IEnumerable<CodeTrend> Sorted(TrendTable table, string? parent) =>
        table.Codes.Where(code => code.ParentId == parent).OrderByDescending(code => code.Overall.Count).SelectMany(code => Sorted(table, code.Code.Id).Prepend(code));

    private static string Row(CodeTrend code, double largest)
    {
        var width = (100 * (code.Overall.Share ?? 0) / largest).ToString("0.#", CultureInfo.InvariantCulture);
        return $"""
            <tr class="depth-{Math.Min(code.Depth, 3).ToString(CultureInfo.InvariantCulture)}"><th scope="row">{Escape(code.Code.Name)}</th><td class="definition">{Escape(code.Code.Definition)}</td><td class="number">{Count(code.Overall.Count)}</td>
            <td class="share"><b>{Percent(code.Overall.Share)}</b> <span>{Percent(code.Overall.Interval)}</span><i style="width:{width}%"></i></td>
            <td class="number">{Percent(code.FirstThird?.Share)}</td><td class="number">{Percent(code.LastThird?.Share)}</td><td class="number change">{ChangeOf(code)}</td></tr>

            """;
    }

    private static string ChangeOf(CodeTrend code)
    {
        if (code is not { FirstThird: { } first, LastThird: { } last })
        {
            return Missing;
        }

        var interval = NewcombeInterval.OfDifference(last.Count, last.Total, first.Count, first.Total);
        var text = $"{Change(last.Share!.Value - first.Share!.Value)} <span>{Change(interval.Low)} to {Change(interval.High)}</span>"; // a third has posts
        return interval.Contains(0) ? text : $"<b>{text}</b>";
    }
}
