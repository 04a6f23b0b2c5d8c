using OxyPlot;

namespace ForumClassifier.Analysis.Reports;

/// <summary>How a line is drawn, in a plot and in its legend.</summary>
/// <param name="Color">Such as <c>#4477aa</c>.</param>
/// <param name="Dashes">In pixels; empty for an unbroken line.</param>
/// <param name="Thickness">In pixels.</param>
internal sealed record LineLook(string Color, double[] Dashes, double Thickness)
{
    public OxyColor Oxy => OxyColor.Parse(Color);
}
