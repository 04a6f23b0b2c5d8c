using ForumClassifier.Analysis.Trends;
using OxyPlot;
using OxyPlot.Series;

namespace ForumClassifier.Analysis.Reports;

/// <summary>A top-level code over time with its interval, and the codes below it as further lines.</summary>
internal static class TrendPlot
{
    private const int Width = 560;
    private const int Height = 250;

    /// <param name="children">At most <see cref="PlotPalette.MostChildren"/>.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(TrendTable table, CodeTrend parent, IReadOnlyList<CodeTrend> children, PlotScale scale, string id)
    {
        var model = PlotAxes.Frame();
        model.Axes.Add(PlotAxes.Time(table, labels: 7));
        model.Axes.Add(PlotAxes.Quantity(scale.Ceiling, scale.Step, PlotScale.Label));
        var look = PlotPalette.Parent(parent.Code);
        foreach (var run in Runs(table, parent))
        {
            model.Series.Add(Band(run, look.Oxy));
        }

        foreach (var (place, child) in children.Index())
        {
            AddLine(model, table, child, PlotPalette.Child(child.Code, place));
        }

        AddLine(model, table, parent, look);
        return InlineSvg.Of(model, Width, Height, id, $"{parent.Code.Name}: share of posts by {PeriodWord(table)}", Describe(table, parent));
    }

    private static string PeriodWord(TrendTable table) => table.Period.ToString().ToLowerInvariant();

    private static string Describe(TrendTable table, CodeTrend code) =>
        $"{ReportText.Range(table.Periods)}: {ReportText.Percent(code.Points[0].Share)} in the first, {ReportText.Percent(code.Points[^1].Share)} in the last, {ReportText.Percent(code.Overall.Share)} overall.";

    /// <summary>The stretches of periods with posts, as x and point.</summary>
    private static List<List<(double X, TrendPoint Point)>> Runs(TrendTable table, CodeTrend code)
    {
        List<List<(double X, TrendPoint Point)>> runs = [];
        foreach (var (period, point) in table.Periods.Zip(code.Points).Where(pair => pair.Second.Total > 0))
        {
            if (runs.Count == 0 || runs[^1][^1].X < period.Number - 1)
            {
                runs.Add([]);
            }

            runs[^1].Add((period.Number, point));
        }

        return runs;
    }

    private static XYAxisSeries Band(List<(double X, TrendPoint Point)> run, OxyColor color)
    {
        var fill = OxyColor.FromAColor(45, color);
        if (run.Count == 1)
        {
            var bar = new LineSeries { Color = fill, StrokeThickness = 6 };
            bar.Points.Add(new DataPoint(run[0].X, run[0].Point.Interval!.Value.Low)); // a run has posts
            bar.Points.Add(new DataPoint(run[0].X, run[0].Point.Interval!.Value.High));
            return bar;
        }

        var band = new AreaSeries { Color = OxyColors.Transparent, Color2 = OxyColors.Transparent, Fill = fill };
        band.Points.AddRange(run.Select(item => new DataPoint(item.X, item.Point.Interval!.Value.High)));
        band.Points2.AddRange(run.Select(item => new DataPoint(item.X, item.Point.Interval!.Value.Low)));
        return band;
    }

    private static void AddLine(PlotModel model, TrendTable table, CodeTrend code, LineLook look)
    {
        foreach (var run in Runs(table, code))
        {
            var line = new LineSeries
            {
                Color = look.Oxy,
                StrokeThickness = look.Thickness,
                Dashes = look.Dashes.Length == 0 ? null : [.. look.Dashes.Select(dash => dash / look.Thickness)], // OxyPlot multiplies them
                LineJoin = LineJoin.Round,
                MarkerType = run.Count == 1 ? MarkerType.Circle : MarkerType.None,
                MarkerFill = look.Oxy,
                MarkerSize = look.Thickness + 1,
            };
            line.Points.AddRange(run.Select(item => new DataPoint(item.X, item.Point.Share!.Value))); // a run has posts
            model.Series.Add(line);
        }
    }
}
