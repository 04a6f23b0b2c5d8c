using ForumClassifier.Analysis.Trends;
using ForumClassifier.Core.Codings;
using static ForumClassifier.Analysis.Reports.ReportText;

namespace ForumClassifier.Analysis.Reports;

/// <summary>The page of a trend report.</summary>
internal static class TrendsPage
{
    private const double RareShare = 0.25; // of the shared axis: codes that stay below it would be flat lines

    public static string Of(TrendTable table, string source) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Trends: {Escape(table.Taxonomy.Name)}</title>
        <style>
        {Style()}</style>
        </head>
        <body>
        <main>
        <h1>Trends: {Escape(table.Taxonomy.Name)}</h1>
        <p class="lead">Share of posts with each code, by {PeriodWord(table)}, {Range(table.Periods)}.</p>
        {Notice}
        {Facts(table, source)}
        {Plots(table)}
        {SummaryTable.Of(table)}
        {NeverPredicted(table)}
        {CarriedCodes.Of(table)}
        {HowToRead(table)}
        </main>
        </body>
        </html>

        """;

    private const string Notice = """
        <aside class="notice" role="note">
        <h2>These are the model’s labels as they are, not yet corrected for the model’s errors</h2>
        <p>A model misses some posts and labels others wrongly, so a share found by counting its labels is off in a direction that this page does not know.
        The intervals show sampling variation only: how much a share would vary with another set of posts like these. They do not hold the model’s errors,
        so <strong>a true share may lie further away than its interval</strong>, and a change over time may come from a change in the model’s errors.
        Check against posts coded by hand before you rest a claim on these figures.</p>
        </aside>
        """;

    private static string PeriodWord(TrendTable table) => table.Period.ToString().ToLowerInvariant();

    private static string Style()
    {
        using var stream = typeof(TrendsPage).Assembly.GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("report.css is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Facts(TrendTable table, string source)
    {
        var several = table.Taxonomy.Assignment == Assignment.Multiple;
        (string Name, string Value)[] facts =
        [
            ("Posts counted", Count(table.Counted)),
            ("Without any code", several ? Count(table.WithoutCode) : Missing),
            ("Left out: no decision by the model", Count(table.Abstained)),
            ("Left out: no date", Count(table.Undated)),
            ("Periods, in UTC", $"{Range(table.Periods)} ({table.Periods.Count} {PeriodWord(table)}{(table.Periods.Count == 1 ? "" : "s")})"),
            (table.Models.Count > 1 ? "Models" : "Model", string.Join(", ", table.Models)),
            ("Taxonomy", $"{table.Taxonomy.Name} version {table.Taxonomy.Version}, {(several ? "any number of codes" : "one code")} a post"),
            ($"Predictions: {Posts(table.Posts)}", source),
        ];
        var shown = facts.Where(fact => fact.Value is not ("" or Missing));
        return $"<dl class=\"facts\">\n{string.Concat(shown.Select(fact => $"<div><dt>{fact.Name}</dt><dd>{Escape(fact.Value)}</dd></div>\n"))}</dl>";
    }

    private static string Plots(TrendTable table)
    {
        if (table.Periods.Count == 0)
        {
            return "<p>There is nothing to plot: no post has both a date and a decision.</p>";
        }

        CodeTrend[] drawn = [.. table.Codes.Where(code => code.Depth == 0 && code.Overall.Count > 0).OrderByDescending(code => code.Overall.Count)];
        var scale = PlotScale.Of(drawn);
        var rare = drawn.Where(code => PlotScale.Of([code]).Ceiling <= RareShare * scale.Ceiling).ToHashSet();
        var rareScale = PlotScale.Of(rare);
        return $"""
            <section>
            <h2>Posts behind the shares</h2>
            <figure class="wide">{PostsPlot.Draw(table)}<figcaption>Posts counted in each {PeriodWord(table)}. Few posts make wide intervals.</figcaption></figure>
            </section>
            {Group(table, "Shares of posts", [.. drawn.Where(code => !rare.Contains(code))], scale, "")}
            {(rare.Count == 0 ? "" : Group(table, "Rarer codes", [.. drawn.Where(rare.Contains)], rareScale, $", not to {PlotScale.Label(scale.Ceiling)} as above"))}
            """;
    }

    private static string Group(TrendTable table, string heading, IReadOnlyList<CodeTrend> codes, PlotScale scale, string remark) => $"""
        <section>
        <h2>{heading} <small>all axes to {PlotScale.Label(scale.Ceiling)}{remark}{CutOff(scale.CutOff(codes))}</small></h2>
        <div class="grid">
        {string.Concat(codes.Select(code => TrendFigure.Of(table, code, scale)))}</div>
        </section>
        """;

    private static string CutOff(int periods) => periods switch
    {
        0 => "",
        1 => "; wide intervals in 1 period are cut off at the top",
        _ => $"; wide intervals in {periods} periods are cut off at the top",
    };

    private static string NeverPredicted(TrendTable table)
    {
        var known = table.Codes.Select(code => code.Code.Id).ToHashSet(StringComparer.Ordinal);
        var lists = List("Codes never predicted", table.Codes.Where(code => code.Overall.Count == 0).Select(code => code.Code))
            + List("Codes the model does not know", table.Taxonomy.All().Where(code => !known.Contains(code.Id)));
        return lists.Length == 0 ? "" : $"<section>\n{lists}</section>";
    }

    private static string List(string heading, IEnumerable<Code> codes)
    {
        var items = string.Concat(codes.Select(code => $"<li>{Escape(code.Name)}</li>"));
        return items.Length == 0 ? "" : $"<h2>{heading}</h2>\n<ul class=\"inline\">{items}</ul>\n";
    }

    private static string HowToRead(TrendTable table) => $"""
        <section class="small">
        <h2>How to read this page</h2>
        <ul>
        <li>A share is the number of posts with a code divided by all posts counted in that {PeriodWord(table)}. A post has a code if the model gave it that code or one below it.{(table.Taxonomy.Assignment == Assignment.Multiple ? " A post can have several codes, so shares do not add up to 100 %." : "")}</li>
        <li>Bands and ranges are 95 % intervals (Wilson for shares, Newcombe for changes). They take posts as independent; posts of one thread are often alike, so that an interval that knew of it would be wider.</li>
        <li>With {table.Codes.Count} codes looked at together, about one change in twenty has an interval that leaves out 0 (in bold) by chance alone, even if nothing changed.</li>
        <li>A period without posts leaves a gap. Where a period has few posts its interval may be cut off at the top of the axis; the figures of every code and {PeriodWord(table)} are in trends.csv.</li>
        </ul>
        </section>
        """;
}
