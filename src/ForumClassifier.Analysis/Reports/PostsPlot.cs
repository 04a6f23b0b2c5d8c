using ForumClassifier.Analysis.Trends;
using OxyPlot;
using OxyPlot.Series;

namespace ForumClassifier.Analysis.Reports;

/// <summary>How many posts stand behind the shares of each period.</summary>
internal static class PostsPlot
{
    private const int Width = 1160;
    private const int Height = 150;
    private static readonly int[] Factors = [5, 2, 1];

    /// <returns>An SVG element.</returns>
    public static string Draw(TrendTable table)
    {
        var most = table.Periods.Max(period => period.Posts);
        var step = Step(most);
        var model = PlotAxes.Frame();
        model.Axes.Add(PlotAxes.Time(table, labels: 14));
        model.Axes.Add(PlotAxes.Quantity(Math.Ceiling(most / step) * step, step, number => ReportText.Count((long)number)));
        var bars = new RectangleBarSeries { FillColor = OxyColor.Parse("#8da3b5"), StrokeThickness = 0 };
        foreach (var period in table.Periods)
        {
            bars.Items.Add(new RectangleBarItem(period.Number - 0.4, 0, period.Number + 0.4, period.Posts));
        }

        model.Series.Add(bars);
        return InlineSvg.Of(model, Width, Height, "posts", "Posts counted in each period", $"{ReportText.Range(table.Periods)}: at most {ReportText.Posts(most)} in a period.");
    }

    /// <summary>A round number that fits two to four times.</summary>
    private static double Step(long most)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(most / 2.0)));
        return Math.Max(1, Factors.First(factor => most / (unit * factor) >= 2) * unit);
    }
}
