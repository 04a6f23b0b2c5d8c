using System.Xml.Linq;
using OxyPlot;

namespace ForumClassifier.Analysis.Reports;

/// <summary>Plots as SVG elements inside an HTML page.</summary>
internal static class InlineSvg
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <param name="id">Unique in the page: the names that the exporter gives to clipping areas are the same in every plot, and a page has them once.</param>
    /// <param name="title">What a screen reader says first.</param>
    /// <param name="description">What it says next.</param>
    public static string Of(PlotModel model, int width, int height, string id, string title, string description)
    {
        var exporter = new SvgExporter { Width = width, Height = height, IsDocument = false };
        var root = XElement.Parse(exporter.ExportToString(model));
        foreach (var attribute in root.DescendantsAndSelf().Attributes().ToList())
        {
            attribute.Value = attribute.Name.LocalName == "id"
                ? $"{id}-{attribute.Value}"
                : attribute.Value.Replace("url(#", $"url(#{id}-", StringComparison.Ordinal);
        }

        root.Attribute("width")?.Remove();
        root.Attribute("height")?.Remove();
        root.SetAttributeValue("viewBox", FormattableString.Invariant($"0 0 {width} {height}"));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-labelledby", $"{id}-title {id}-description");
        root.AddFirst(
            new XElement(Svg + "title", new XAttribute("id", $"{id}-title"), title),
            new XElement(Svg + "desc", new XAttribute("id", $"{id}-description"), description));
        return root.ToString(SaveOptions.DisableFormatting);
    }
}
