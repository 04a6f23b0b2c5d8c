using System.Globalization;
using System.Text.Json;
using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Tests.Analysis.Metrics;

public sealed class EvaluationReportTests
{
    private const double Tolerance = 1e-12;
    private static readonly HashSet<string> None = [];

    [Theory]
    [InlineData("small_hard", "small_prf")]
    [InlineData("main_hard", "main_prf")]
    [InlineData("degenerate_all_one_class_all_right", null)]
    [InlineData("degenerate_constant_prediction", null)]
    [InlineData("degenerate_all_wrong", null)]
    public void Single_assignment_agrees_with_scikit_learn(string hardCase, string? prfCase)
    {
        var hard = Golden.Case("01_classification.json", hardCase);
        var expected = hard.GetProperty("expected");
        var prf = prfCase is null ? expected.GetProperty("prf") : Golden.Case("01_classification.json", prfCase).GetProperty("expected");
        var zero = prf.GetProperty("zero");
        var (truth, predicted) = hard.TryGetProperty("y_true", out var y)
            ? (y.Ints(), hard.GetProperty("y_pred").Ints())
            : (Column("01_single.csv", 1), Column("01_single.csv", 2));
        EvaluatedPost[] posts = [.. truth.Zip(predicted).Index().Select(row => Evaluated.Post(row.Index, [row.Item.First], [row.Item.Second]))];

        var report = EvaluationReport.Of(posts, Evaluated.Codes(zero.GetProperty("per_class").GetProperty("f1").GetArrayLength()), Assignment.Single, None, resamples: 0, seed: 1);

        Golden.Close(expected.GetProperty("accuracy").GetDouble(), report.Accuracy.Value, Tolerance);
        Golden.Close(expected.GetProperty("mcc").GetDouble(), report.Mcc.Value, Tolerance);
        AssertAverages(zero, report);
        AssertCodes(zero.GetProperty("per_class"), report);
        if (expected.TryGetProperty("confusion_matrix", out var confusion))
        {
            Assert.Equal(confusion.EnumerateArray().Select(row => row.Ints()), report.Confusion!.Counts.Select(row => row.ToArray()));
        }
    }

    [Theory]
    [InlineData("small")]
    [InlineData("main")]
    public void Multiple_assignment_agrees_with_scikit_learn(string name)
    {
        var @case = Golden.Case("01_multilabel.json", name);
        var expected = @case.GetProperty("expected");
        var zero = expected.GetProperty("zero");
        var rows = Golden.Rows("01_multilabel.csv");
        int[][] truth = name == "small" ? [.. @case.GetProperty("y_true").EnumerateArray().Select(row => row.Ints())] : [.. rows.Select(row => Flags(row[1..8]))];
        int[][] predicted = name == "small" ? [.. @case.GetProperty("y_pred").EnumerateArray().Select(row => row.Ints())] : [.. rows.Select(row => Flags(row[8..15]))];
        EvaluatedPost[] posts = [.. truth.Zip(predicted).Index().Select(row => Evaluated.Post(row.Index, Indices(row.Item.First), Indices(row.Item.Second)))];

        var report = EvaluationReport.Of(posts, Evaluated.Codes(truth[0].Length), Assignment.Multiple, None, resamples: 0, seed: 1);

        Golden.Close(expected.GetProperty("subset_accuracy").GetDouble(), report.Accuracy.Value, Tolerance);
        AssertAverages(zero, report);
        AssertCodes(zero.GetProperty("per_label"), report);
        Assert.Null(report.Confusion);
        Assert.Equal(
            expected.GetProperty("multilabel_confusion_tn_fp_fn_tp").EnumerateArray().Select(row => row.Ints()),
            report.Codes.Select(code => new[] { code.TrueNegatives, code.FalsePositives, code.FalseNegatives, code.TruePositives }));
    }

    [Fact]
    public void Mcc_of_one_code_under_multiple_assignment_agrees_with_scikit_learn()
    {
        var expected = Golden.Case("01_multilabel.json", "main").GetProperty("expected").GetProperty("mcc_per_label").Doubles();
        var rows = Golden.Rows("01_multilabel.csv");

        for (var label = 0; label < expected.Length; label++)
        {
            EvaluatedPost[] posts = [.. rows.Index().Select(row => Evaluated.Post(row.Index, Indices(Flags([row.Item[1 + label]])), Indices(Flags([row.Item[8 + label]]))))];

            Golden.Close(expected[label], DecisionCounts.Of(posts, Evaluated.Codes(1), Assignment.Multiple).Mcc, Tolerance);
        }
    }

    [Fact]
    public void Pooled_mcc_is_that_of_the_decisions_written_out_one_below_the_other()
    {
        var posts = Evaluated.RandomMultiple(100, 5, seed: 3);
        EvaluatedPost[] decisions = [.. posts.SelectMany((post, row) => Enumerable.Range(0, 5).Select(code =>
            Evaluated.Post((row * 5) + code, [post.True.Contains(code) ? 1 : 0], [post.Predicted.Contains(code) ? 1 : 0])))];

        var pooled = DecisionCounts.Of(posts, Evaluated.Codes(5), Assignment.Multiple).Mcc;

        Golden.Close(DecisionCounts.Of(decisions, Evaluated.Codes(2), Assignment.Single).Mcc, pooled, Tolerance);
    }

    [Fact]
    public void A_code_that_is_too_rare_has_no_figures_and_no_part_in_the_averages()
    {
        // c0: precision 2/3, recall 1, F1 0.8; c1: precision 1, recall 1/2, F1 2/3; c2: F1 0
        EvaluatedPost[] posts =
        [
            Evaluated.Post(0, [0], [0]), Evaluated.Post(1, [0], [0]), Evaluated.Post(2, [1], [1]), Evaluated.Post(3, [1], [0]), Evaluated.Post(4, [2], [2]),
        ];

        var report = EvaluationReport.Of(posts, Evaluated.Codes(3), Assignment.Single, new HashSet<string> { "c2" }, resamples: 50, seed: 1);

        Golden.Close((0.8 + (2 / 3.0)) / 2, report.MacroF1.Value, Tolerance);
        Golden.Close(((2 * 0.8) + (2 * 2 / 3.0)) / 4, report.WeightedF1.Value, Tolerance);
        Assert.Equal(0.8, report.MicroF1.Value);
        Assert.Equal("too few labelled posts", report.Codes[2].NotMeasured);
        Assert.Equal((default, default, default), (report.Codes[2].Precision, report.Codes[2].Recall, report.Codes[2].F1));
        Assert.Equal(1, report.Codes[2].Support);
    }

    [Fact]
    public void A_code_without_true_or_predicted_posts_is_flagged_and_has_no_interval()
    {
        EvaluatedPost[] posts = [Evaluated.Post(0, [0], [0]), Evaluated.Post(1, [0], [1])];

        var report = EvaluationReport.Of(posts, Evaluated.Codes(3), Assignment.Single, None, resamples: 50, seed: 1);

        Assert.Equal((false, true, true), (report.Codes[0].RecallUndefined, report.Codes[1].RecallUndefined, report.Codes[2].RecallUndefined));
        Assert.Equal((false, false, true), (report.Codes[0].PrecisionUndefined, report.Codes[1].PrecisionUndefined, report.Codes[2].PrecisionUndefined));
        Assert.NotNull(report.Codes[1].Precision.Interval);
        Assert.Null(report.Codes[1].Recall.Interval);
        Assert.Equal(0, report.Codes[2].F1.Value);
        Assert.Null(report.Codes[2].F1.Interval);
    }

    [Fact]
    public void A_pending_code_counts_neither_for_nor_against_the_model()
    {
        var pending = Evaluated.Post(0, [0], [0, 1]) with { Pending = [1] };
        EvaluatedPost[] posts = [pending, Evaluated.Post(1, [1], [1])];

        var report = EvaluationReport.Of(posts, Evaluated.Codes(2), Assignment.Multiple, None, resamples: 0, seed: 1);

        Assert.Equal(1, report.Accuracy.Value);
        Assert.Equal((1, 0, 0, 0), (report.Codes[1].TruePositives, report.Codes[1].FalsePositives, report.Codes[1].FalseNegatives, report.Codes[1].TrueNegatives));
    }

    [Theory]
    [InlineData(Assignment.Single)]
    [InlineData(Assignment.Multiple)]
    public void Figures_stay_in_their_bounds_and_do_not_depend_on_the_order_of_posts(Assignment assignment)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var posts = assignment == Assignment.Single ? Evaluated.RandomSingle(1 + (seed * 3), 6, seed) : Evaluated.RandomMultiple(1 + (seed * 3), 6, seed);
            var shuffled = posts.ToArray();
            new Random(seed).Shuffle(shuffled);

            var report = EvaluationReport.Of(posts, Evaluated.Codes(6), assignment, None, resamples: 20, seed: 1);
            var other = EvaluationReport.Of(shuffled, Evaluated.Codes(6), assignment, None, resamples: 0, seed: 1);

            Assert.InRange(report.Mcc.Value!.Value, -1, 1);
            var shares = report.Codes.SelectMany(code => new[] { code.Precision, code.Recall, code.F1 }).Concat([report.Accuracy, report.MacroF1, report.MicroF1, report.WeightedF1]).ToArray();
            Assert.All(shares, share => Assert.InRange(share.Value!.Value, 0, 1));
            Assert.All(shares, share => Assert.True(share.Interval is not { } interval || (interval.Low >= 0 && interval.Low <= interval.High && interval.High <= 1)));
            Assert.Equal(
                [report.Accuracy.Value, report.MacroF1.Value, report.MicroF1.Value, report.WeightedF1.Value, report.Mcc.Value],
                [other.Accuracy.Value, other.MacroF1.Value, other.MicroF1.Value, other.WeightedF1.Value, other.Mcc.Value]);
            Assert.Equal(report.Codes.Select(code => code.F1.Value), other.Codes.Select(code => code.F1.Value));
        }
    }

    [Fact]
    public void Threads_and_posts_cut_are_counted()
    {
        EvaluatedPost[] posts = [Evaluated.Post(0, [0], [0], "a") with { Truncated = true }, Evaluated.Post(1, [0], [0], "a"), Evaluated.Post(2, [0], [0], "b")];

        var report = EvaluationReport.Of(posts, Evaluated.Codes(1), Assignment.Single, None, resamples: 0, seed: 1);

        Assert.Equal((3, 2, 1), (report.Posts, report.Threads, report.Truncated));
    }

    [Fact]
    public void One_thread_gives_no_interval()
    {
        var report = EvaluationReport.Of([Evaluated.Post(0, [0], [0], "a"), Evaluated.Post(1, [0], [0], "a")], Evaluated.Codes(1), Assignment.Single, None, resamples: 100, seed: 1);

        Assert.Null(report.Accuracy.Interval);
    }

    [Fact]
    public void A_post_without_exactly_one_code_is_refused_under_single_assignment()
    {
        var e = Assert.Throws<ArgumentException>(() => EvaluationReport.Of([Evaluated.Post(7, [0, 1], [0])], Evaluated.Codes(2), Assignment.Single, None, 0, 1));

        Assert.Equal("Post 'p7' needs exactly one true and one predicted code and none pending under single assignment. (Parameter 'post')", e.Message);
    }

    private static void AssertAverages(JsonElement zero, EvaluationReport report)
    {
        Golden.Close(zero.GetProperty("macro").GetProperty("f1").GetDouble(), report.MacroF1.Value, Tolerance);
        Golden.Close(zero.GetProperty("micro").GetProperty("f1").GetDouble(), report.MicroF1.Value, Tolerance);
        Golden.Close(zero.GetProperty("weighted").GetProperty("f1").GetDouble(), report.WeightedF1.Value, Tolerance);
    }

    private static void AssertCodes(JsonElement expected, EvaluationReport report)
    {
        foreach (var (i, code) in report.Codes.Index())
        {
            Golden.Close(expected.GetProperty("precision").Doubles()[i], code.Precision.Value, Tolerance);
            Golden.Close(expected.GetProperty("recall").Doubles()[i], code.Recall.Value, Tolerance);
            Golden.Close(expected.GetProperty("f1").Doubles()[i], code.F1.Value, Tolerance);
            Assert.Equal(expected.GetProperty("support").Doubles()[i], code.Support);
        }
    }

    private static int[] Column(string file, int column) => [.. Golden.Rows(file).Select(row => int.Parse(row[column], CultureInfo.InvariantCulture))];

    private static int[] Flags(string[] cells) => [.. cells.Select(cell => int.Parse(cell, CultureInfo.InvariantCulture))];

    private static int[] Indices(int[] flags) => [.. flags.Index().Where(flag => flag.Item == 1).Select(flag => flag.Index)];
}
