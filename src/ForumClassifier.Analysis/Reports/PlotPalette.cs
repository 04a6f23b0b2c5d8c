using System.Text.RegularExpressions;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Analysis.Reports;

/// <summary>How the lines of one plot are told apart: by colours that the colour-blind can tell too (Okabe and Ito 2008), and by dashes in print.</summary>
internal static partial class PlotPalette
{
    private static readonly string[] Children = ["#d55e00", "#009e73", "#b85c93", "#c98a00", "#3c9bd6", "#6b6b6b"];
    private static readonly double[][] ChildDashes = [[7, 2.5], [2, 2], [9, 2.5, 2, 2.5], [4, 2], [12, 3], [1.2, 2]];

    /// <summary>The most lines a plot can hold beside the first.</summary>
    public static int MostChildren => Children.Length;

    /// <summary>The line of a top-level code.</summary>
    public static LineLook Parent(Code code) => new(OwnColor(code) ?? "#0a5a94", [], 2.4);

    /// <summary>The line of a code below it.</summary>
    /// <param name="place">From 0 to <see cref="MostChildren"/> - 1.</param>
    public static LineLook Child(Code code, int place) => new(OwnColor(code) ?? Children[place], ChildDashes[place], 1.4);

    private static string? OwnColor(Code code) => code.Color is { } color && HexColor().IsMatch(color) ? color : null;

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex HexColor();
}
