using System.Globalization;
using ForumClassifier.Analysis.Trends;
using static ForumClassifier.Analysis.Reports.ReportText;

namespace ForumClassifier.Analysis.Reports;

/// <summary>The plot of a top-level code with its heading and legend.</summary>
internal static class TrendFigure
{
    public static string Of(TrendTable table, CodeTrend parent, PlotScale scale)
    {
        CodeTrend[] children = [.. table.Codes.Where(code => code.ParentId == parent.Code.Id && code.Overall.Count > 0).OrderByDescending(code => code.Overall.Count)];
        CodeTrend[] drawn = [.. children.Take(PlotPalette.MostChildren)];
        var id = $"plot-{table.Codes.Index().First(code => code.Item == parent).Index.ToString(CultureInfo.InvariantCulture)}";
        return $"""
            <figure>
            <h3>{Escape(parent.Code.Name)} <small>{Percent(parent.Overall.Share)} of posts</small></h3>
            {TrendPlot.Draw(table, parent, drawn, scale, id)}
            <figcaption>{Legend(parent, drawn)}{More(children.Length - drawn.Length)}</figcaption>
            </figure>

            """;
    }

    private static string Legend(CodeTrend parent, CodeTrend[] children)
    {
        if (children.Length == 0)
        {
            return "";
        }

        var keys = children.Index().Select(child => Key(child.Item, PlotPalette.Child(child.Item.Code, child.Index))).Prepend(Key(parent, PlotPalette.Parent(parent.Code)));
        return $"<ul class=\"legend\">{string.Concat(keys)}</ul>";
    }

    private static string Key(CodeTrend code, LineLook look)
    {
        var dashes = look.Dashes.Length == 0 ? "" : $" stroke-dasharray=\"{string.Join(' ', look.Dashes.Select(dash => dash.ToString(CultureInfo.InvariantCulture)))}\"";
        var line = string.Create(CultureInfo.InvariantCulture, $"<line x1=\"0\" y1=\"5\" x2=\"28\" y2=\"5\" stroke=\"{look.Color}\" stroke-width=\"{look.Thickness}\"{dashes}/>");
        return $"<li><svg viewBox=\"0 0 28 10\" width=\"28\" height=\"10\" aria-hidden=\"true\">{line}</svg>{Escape(code.Code.Name)} <span>{Percent(code.Overall.Share)}</span></li>";
    }

    private static string More(int count) => count == 0 ? "" : $"<p>{count} rarer {(count == 1 ? "code" : "codes")} below it: see the table.</p>";
}
