using System.Text.RegularExpressions;
using System.Xml.Linq;
using ForumClassifier.Analysis.Reports;
using ForumClassifier.Analysis.Trends;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Analysis.Reports;

public sealed partial class TrendsReportTests
{
    private const string Evil = "<script>alert(1)</script> \"&'";

    private static readonly Taxonomy Tree = new("forum", 2, Assignment.Multiple,
    [
        new Code("rare", "Rare, \"quoted\"", "Seldom."),
        new Code("often", "Often", "Frequent.") { Children = [new Code("part", "Part", ""), new Code("unused", "Unused", "")] },
        new Code("never", "Never", ""),
        new Code("new", "New since", ""),
    ]);

    private static readonly CodeSet ModelCodes = new(["rare", "part", "unused", "never"]);

    [Fact]
    public async Task The_csv_has_a_row_for_each_code_and_period()
    {
        using var folder = new TemporaryFolder();
        TrendsReport.Write(folder.Path, await Count(Tree, ModelCodes, Post(2024, 1, "rare"), Post(2024, 3)), "predictions.csv");

        Assert.Equal(
            """"
            code,name,parent,period,period_start,count,total,share,low,high
            rare,"Rare, ""quoted""",,2024-01,2024-01-01,1,1,1,0.20654931437723745,1
            rare,"Rare, ""quoted""",,2024-02,2024-02-01,0,0,,,
            rare,"Rare, ""quoted""",,2024-03,2024-03-01,0,1,0,0,0.7934506856227626
            often,Often,,2024-01,2024-01-01,0,1,0,0,0.7934506856227626

            """".ReplaceLineEndings("\n"),
            string.Concat(File.ReadLines(folder.File("trends.csv")).Take(5).Select(line => line + "\n")));
        Assert.Contains("\npart,Part,often,2024-02,2024-02-01,0,0,,,\n", File.ReadAllText(folder.File("trends.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_needs_nothing_from_outside()
    {
        var page = await Page(Tree, ModelCodes);

        Assert.DoesNotMatch("(?i)<script|<link|<img|<iframe|<object|<base|@import|src=|<[^>]* on[a-z]+=", page);
        Assert.DoesNotMatch(@"url\((?!#)", page);
        Assert.Equal(["http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg"], Addresses().Matches(page).Select(match => match.Value).Distinct().Order()); // names, not places
    }

    [Fact]
    public async Task Every_plot_is_well_formed_and_says_what_it_shows()
    {
        var page = await Page(Tree, ModelCodes);

        var plots = Plots().Matches(page).Select(match => XElement.Parse(match.Value)).ToList();
        Assert.Equal(3, plots.Count); // posts, often, rare
        var ids = plots.SelectMany(plot => plot.DescendantsAndSelf().Attributes("id")).Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(plots, plot => Assert.All(plot.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.Contains(id, ids)));
        Assert.All(References().Matches(page).Select(match => match.Groups[1].Value), id => Assert.Contains(id, ids));
        Assert.Contains("<desc id=\"plot-1-description\">2024-01 to 2024-06: 66.7 % in the first, 66.7 % in the last, 66.7 % overall.</desc>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_come_by_their_share_and_those_never_predicted_last_without_a_plot()
    {
        var page = await Page(Tree, ModelCodes);

        string[] inOrder =
        [
            "not yet corrected for the model’s errors", "<h3>Often <small>66.7 % of posts</small>", "<h3>Rare, &quot;quoted&quot; <small>16.7 % of posts</small>",
            "All codes", "<h2>Codes never predicted</h2>\n<ul class=\"inline\"><li>Unused</li><li>Never</li></ul>", "<h2>Codes the model does not know</h2>\n<ul class=\"inline\"><li>New since</li></ul>",
        ];
        var places = inOrder.Select(text => page.IndexOf(text, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain("<h3>Never", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_counted_and_left_out_is_said()
    {
        using var folder = new TemporaryFolder();
        var table = await Count(Tree, ModelCodes, Post(2024, 1, "rare"), Post(2024, 2), Post(2024, 2) with { Abstained = true }, Post(2024, 2) with { CreatedAt = null });
        TrendsReport.Write(folder.Path, table, "july.csv");

        var page = File.ReadAllText(folder.File("report.html"));

        string[] facts = ["Posts counted</dt><dd>2<", "Without any code</dt><dd>1<", "no decision by the model</dt><dd>1<", "no date</dt><dd>1<", "2024-01 to 2024-02 (2 months)<", "Model</dt><dd>small model<", "Predictions: 4 posts</dt><dd>july.csv<"];
        Assert.All(facts, fact => Assert.Contains(fact, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whatever_the_files_say_is_escaped()
    {
        var taxonomy = new Taxonomy(Evil, 1, Assignment.Single, [new Code("a", Evil, Evil) { Color = Evil, Children = [new Code("b", Evil, Evil), new Code("c", Evil, Evil)] }]);
        using var folder = new TemporaryFolder();
        TrendsReport.Write(folder.Path, await Count(taxonomy, new CodeSet(["a", "b", "c"]), Post(2024, 1, "b") with { Model = Evil }, Post(2024, 2)), Evil);

        var page = File.ReadAllText(folder.File("report.html"));

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.True(page.Split("&lt;script&gt;").Length > 8);
    }

    [Fact]
    public async Task The_same_predictions_give_the_same_page() =>
        Assert.Equal(await Page(Tree, ModelCodes), await Page(Tree, ModelCodes));

    [Fact]
    public async Task Predictions_without_dates_still_give_a_page()
    {
        using var folder = new TemporaryFolder();
        TrendsReport.Write(folder.Path, await Count(Tree, ModelCodes, Post(2024, 1, "rare") with { CreatedAt = null }), "predictions.csv");

        Assert.Contains("There is nothing to plot: no post has both a date and a decision.", File.ReadAllText(folder.File("report.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TrendPeriod.Week)]
    [InlineData(TrendPeriod.Month)]
    [InlineData(TrendPeriod.Quarter)]
    [InlineData(TrendPeriod.Year)]
    public async Task Each_length_of_period_has_dates_under_its_plots(TrendPeriod period)
    {
        foreach (var years in new[] { 0, 1, 4, 60 })
        {
            using var folder = new TemporaryFolder();
            var table = await TrendTable.CountAsync(
                new[] { Post(1990, 1, "rare"), Post(1990 + years, 1, "rare") }.ToAsyncEnumerable(), ModelCodes, Tree, period, TestContext.Current.CancellationToken);
            TrendsReport.Write(folder.Path, table, "predictions.csv");

            var plots = Plots().Matches(File.ReadAllText(folder.File("report.html"))).Select(match => XElement.Parse(match.Value)).ToList();
            Assert.All(plots, plot => Assert.InRange(plot.Descendants().Count(element => element.Name.LocalName == "text" && Year().IsMatch(element.Value)), 1, 14));
        }
    }

    [Fact]
    public async Task A_month_with_one_post_does_not_stretch_the_axis()
    {
        using var folder = new TemporaryFolder();
        Prediction[] posts = [Post(2024, 1, "rare"), .. Enumerable.Range(0, 1200).Select(i => Post(2024, 2 + (i % 6), i / 6 % 20 == 0 ? ["rare"] : []))];
        TrendsReport.Write(folder.Path, await Count(Tree, ModelCodes, posts), "predictions.csv");

        Assert.Contains("all axes to 10 %; wide intervals in 1 period are cut off at the top", File.ReadAllText(folder.File("report.html")), StringComparison.Ordinal);
    }

    private static async Task<string> Page(Taxonomy taxonomy, CodeSet codes)
    {
        using var folder = new TemporaryFolder();
        Prediction[] posts = [.. Enumerable.Range(0, 36).Select(i => Post(2024, 1 + (i / 6), (i % 6) switch { 0 => ["rare"], 1 => [], _ => ["part"] }))];
        TrendsReport.Write(folder.Path, await Count(taxonomy, codes, posts), "predictions.csv");
        return File.ReadAllText(folder.File("report.html"));
    }

    private static Task<TrendTable> Count(Taxonomy taxonomy, CodeSet codes, params Prediction[] predictions) =>
        TrendTable.CountAsync(predictions.ToAsyncEnumerable(), codes, taxonomy, TrendPeriod.Month, TestContext.Current.CancellationToken);

    private static Prediction Post(int year, int month, params string[] codes) =>
        new("p", "t", new DateTimeOffset(year, month, 5, 0, 0, 0, TimeSpan.Zero), codes, false, [], false, "small model");

    [GeneratedRegex("""<svg[^>]*role="img".*?</svg>""", RegexOptions.Singleline)]
    private static partial Regex Plots();

    [GeneratedRegex(@"url\(#([^)]*)\)")]
    private static partial Regex References();

    [GeneratedRegex("https?://[^\"]*")]
    private static partial Regex Addresses();

    [GeneratedRegex("(19|20)[0-9]{2}$")]
    private static partial Regex Year();
}
