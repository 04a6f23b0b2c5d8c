using System.Diagnostics;
using System.Globalization;
using ForumClassifier.Analysis;
using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Analysis.Resampling;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Tests.Analysis.Resampling;

public sealed class ClusterBootstrapTests
{
    private const double Tolerance = 1e-10;
    private static readonly int[] FourCodes = [0, 1, 2, 3];

    [Theory]
    [InlineData("rows_accuracy_a")]
    [InlineData("threads_accuracy_a")]
    [InlineData("rows_macro_f1_a")]
    [InlineData("threads_macro_f1_a")]
    [InlineData("rows_share_predicted_0")]
    [InlineData("threads_share_predicted_0")]
    public void Percentile_interval_on_given_resamples_agrees_with_the_formula(string name)
    {
        var expected = Golden.Case("03_bootstrap_tests.json", name).GetProperty("expected");
        var rows = name.StartsWith("rows", StringComparison.Ordinal);
        var bootstrap = new ClusterBootstrap(Paired(column: 3, rows), Evaluated.Codes(4), Assignment.Single);

        var replicates = bootstrap.Replicates([StatisticOf(name)], Draws(rows))[0];

        Golden.Close(expected.GetProperty("estimate").GetDouble(), StatisticOf(name)(bootstrap.Counts), Tolerance);
        Assert.All(expected.GetProperty("first_5_replicates").Doubles().Zip(replicates), pair => Golden.Close(pair.First, pair.Second, Tolerance));
        AssertInterval(expected.GetProperty("percentile_95").Doubles(), ClusterBootstrap.Percentile(replicates));
    }

    [Theory]
    [InlineData("rows_accuracy_difference")]
    [InlineData("threads_accuracy_difference")]
    [InlineData("rows_macro_f1_difference")]
    [InlineData("threads_macro_f1_difference")]
    public void Paired_difference_on_given_resamples_agrees_with_the_formula(string name)
    {
        var expected = Golden.Case("03_bootstrap_tests.json", name).GetProperty("expected");
        var rows = name.StartsWith("rows", StringComparison.Ordinal);

        var difference = PairedDifference.Of(Paired(3, rows), Paired(4, rows), Evaluated.Codes(4), Assignment.Single, StatisticOf(name), Draws(rows));

        Golden.Close(expected.GetProperty("estimate").GetDouble(), difference.Value, Tolerance);
        AssertInterval(expected.GetProperty("percentile_95").Doubles(), difference.Interval!.Value);
    }

    [Theory]
    [InlineData("small_mean")]
    [InlineData("small_median")]
    public void Percentile_limits_are_type_7_quantiles(string name)
    {
        var @case = Golden.Case("03_bootstrap_tests.json", name);
        var values = @case.GetProperty("values").Doubles();
        var draws = Golden.Rows("03_indices_small.csv").Select(row => Numbers(row[1]).Select(i => values[i]).Order().ToArray());
        var replicates = draws.Select(draw => name == "small_mean" ? draw.Average() : (draw[14] + draw[15]) / 2);

        var interval = ClusterBootstrap.Percentile(replicates);

        AssertInterval(@case.GetProperty("expected").GetProperty("percentile_95").Doubles(), interval);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_seed_another()
    {
        var bootstrap = new ClusterBootstrap(Evaluated.RandomSingle(200, 5, seed: 4), Evaluated.Codes(5), Assignment.Single);

        Assert.Equal(Accuracy(7), Accuracy(7));
        Assert.NotEqual(Accuracy(7), Accuracy(8));

        Interval Accuracy(int seed) => bootstrap.Intervals([counts => counts.MacroF1([0, 1, 2, 3, 4])], 500, seed)[0];
    }

    [Theory]
    [InlineData(Assignment.Single)]
    [InlineData(Assignment.Multiple)]
    public void Intervals_contain_the_estimate_on_ordinary_data(Assignment assignment)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var posts = assignment == Assignment.Single ? Evaluated.RandomSingle(300, 5, seed) : Evaluated.RandomMultiple(300, 5, seed);
            var report = EvaluationReport.Of(posts, Evaluated.Codes(5), assignment, new HashSet<string>(), resamples: 300, seed);

            Estimate[] estimates = [report.Accuracy, report.MacroF1, report.MicroF1, report.WeightedF1, report.Mcc, .. report.Codes.Select(code => code.F1)];
            Assert.All(estimates, estimate => Assert.True(estimate.Interval!.Value.Contains(estimate.Value!.Value)));
        }
    }

    [Fact]
    public void An_interval_over_threads_that_are_all_alike_inside_is_wider_than_one_over_posts()
    {
        var random = new Random(5);
        var right = Enumerable.Range(0, 40).Select(_ => random.NextDouble() < 0.6).ToArray();
        EvaluatedPost[] threads = [.. Enumerable.Range(0, 400).Select(row => Evaluated.Post(row, [0], [right[row / 10] ? 0 : 1], $"t{row / 10}"))];
        EvaluatedPost[] posts = [.. threads.Select(post => post with { ThreadId = post.PostId })];

        var (wide, narrow) = (Accuracy(threads), Accuracy(posts));

        Assert.InRange((wide.High - wide.Low) / (narrow.High - narrow.Low), 2.5, 4); // the design effect of 10 posts a thread: the root of 10

        static Interval Accuracy(EvaluatedPost[] posts) => new ClusterBootstrap(posts, Evaluated.Codes(2), Assignment.Single).Intervals([counts => counts.Accuracy], 1000, 1)[0];
    }

    [Fact]
    public void A_model_compared_with_itself_differs_by_nothing()
    {
        var posts = Evaluated.RandomSingle(100, 4, seed: 6);

        var difference = PairedDifference.Of(posts, posts, Evaluated.Codes(4), Assignment.Single, counts => counts.Mcc, resamples: 100, seed: 1);

        Assert.Equal(new Estimate(0, new Interval(0, 0)), difference);
    }

    [Fact]
    public void Models_measured_on_different_posts_are_not_compared()
    {
        var posts = Evaluated.RandomSingle(10, 4, seed: 6);

        var e = Assert.Throws<ArgumentException>(() => PairedDifference.Of(posts, posts[..9], Evaluated.Codes(4), Assignment.Single, counts => counts.Accuracy, 10, 1));

        Assert.Equal("The two models were not measured on the same posts in the same order. (Parameter 'second')", e.Message);
    }

    [Fact]
    public void Two_thousand_resamples_of_500_posts_and_23_codes_take_well_under_two_seconds()
    {
        var posts = Evaluated.RandomMultiple(500, 23, seed: 7);
        EvaluationReport.Of(posts[..10], Evaluated.Codes(23), Assignment.Multiple, new HashSet<string>(), resamples: 2, seed: 1);
        var watch = Stopwatch.StartNew();

        EvaluationReport.Of(posts, Evaluated.Codes(23), Assignment.Multiple, new HashSet<string>(), resamples: 2000, seed: 1);

        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.ElapsedMilliseconds} ms");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    private static Func<DecisionCounts, double> StatisticOf(string name) => name switch
    {
        _ when name.Contains("accuracy", StringComparison.Ordinal) => counts => counts.Accuracy,
        _ when name.Contains("macro_f1", StringComparison.Ordinal) => counts => counts.MacroF1(FourCodes),
        _ => counts => (double)counts.PredictedCount(0) / counts.Posts,
    };

    private static EvaluatedPost[] Paired(int column, bool rows) =>
    [
        .. Golden.Rows("03_paired.csv").Index().Select(row => Evaluated.Post(row.Index, [Number(row.Item[2])], [Number(row.Item[column])], rows ? null : row.Item[1])),
    ];

    private static IEnumerable<int[]> Draws(bool rows) => Golden.Rows(rows ? "03_indices_rows.csv" : "03_indices_threads.csv").Select(row => Numbers(row[1]));

    private static int[] Numbers(string cell) => [.. cell.Split(' ').Select(Number)];

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static void AssertInterval(double[] expected, Interval actual)
    {
        Golden.Close(expected[0], actual.Low, Tolerance);
        Golden.Close(expected[1], actual.High, Tolerance);
    }
}
