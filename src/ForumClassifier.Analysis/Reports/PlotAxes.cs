using System.Globalization;
using ForumClassifier.Analysis.Trends;
using OxyPlot;
using OxyPlot.Axes;

namespace ForumClassifier.Analysis.Reports;

/// <summary>The frame that all plots of a report share.</summary>
internal static class PlotAxes
{
    private const double FontSize = 12;
    private const int FewestPeriods = 6; // fewer stand in the middle instead of being stretched
    private static readonly int[] Multiples = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]; // the calendar ends in 9999
    private static readonly OxyColor Ink = OxyColor.Parse("#555555");
    private static readonly OxyColor Grid = OxyColor.Parse("#e4e4e4");

    public static PlotModel Frame() => new()
    {
        DefaultFont = "Helvetica",
        DefaultFontSize = FontSize,
        Background = OxyColors.Transparent,
        PlotAreaBorderColor = OxyColor.Parse("#888888"),
        PlotAreaBorderThickness = new OxyThickness(0, 0, 0, 1),
        Padding = new OxyThickness(0),
        PlotMargins = new OxyThickness(46, 8, 32, 26), // the same left edge in every plot
    };

    /// <summary>Time from left to right, by period numbers, with at most <paramref name="labels"/> labels.</summary>
    public static LinearAxis Time(TrendTable table, int labels)
    {
        var (first, last) = (table.Periods[0].Number, table.Periods[^1].Number);
        var margin = Math.Max(0.5, (FewestPeriods - (last - first)) / 2.0);
        var step = Steps(table.Period).First(step => (last - first) / step < labels);
        return new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = first - margin,
            Maximum = last + margin,
            MajorStep = step,
            MajorTickSize = 5,
            MinorTickSize = 0,
            TicklineColor = Ink,
            TextColor = Ink,
            LabelFormatter = number => number < first || number > last ? "" : Label(table.Period, (int)Math.Round(number), step),
        };
    }

    /// <summary>A quantity from 0 upwards, with gridlines.</summary>
    public static LinearAxis Quantity(double maximum, double step, Func<double, string> label) => new()
    {
        Position = AxisPosition.Left,
        Minimum = 0,
        Maximum = maximum,
        MajorStep = step,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = Grid,
        MajorTickSize = 0,
        MinorTickSize = 0,
        AxisTickToLabelDistance = 6,
        AxislineStyle = LineStyle.None,
        TextColor = Ink,
        LabelFormatter = label,
    };

    private static IEnumerable<int> Steps(TrendPeriod period)
    {
        int[] steps = period switch
        {
            TrendPeriod.Week => [1, 2, 4, 13, 26, 52],
            TrendPeriod.Month => [1, 2, 3, 6, 12],
            TrendPeriod.Quarter => [1, 2, 4],
            _ => [1],
        };
        return steps.Concat(Multiples.Select(factor => steps[^1] * factor));
    }

    private static string Label(TrendPeriod period, int number, int step)
    {
        var start = PeriodCalendar.Start(period, number);
        var format = period switch
        {
            TrendPeriod.Week => "d MMM yyyy",
            TrendPeriod.Month when step % 12 != 0 => "MMM yyyy",
            TrendPeriod.Quarter when step % 4 != 0 => $"'Q{((start.Month - 1) / 3) + 1}' yyyy",
            _ => "yyyy",
        };
        return start.ToString(format, CultureInfo.InvariantCulture);
    }
}
