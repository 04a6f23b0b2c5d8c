using System.Globalization;
using System.Text.Json;
using ForumClassifier.Core.Codings;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training;

namespace ForumClassifier.Tests.Training;

public class ThresholdsTests
{
    private static readonly CodeSet Labels = new(["label0", "label1", "label2", "label3"]);

    [Fact]
    public void Each_code_gets_the_threshold_of_scikit_learns_highest_F1()
    {
        var (probabilities, truth) = Read("04_fit.csv");

        var thresholds = Thresholds.Choose(Labels, probabilities, truth);

        Assert.Equal(Expected("threshold_highest"), thresholds.Values.Select(value => (double)value), (expected, actual) => Math.Abs(expected - actual) < 1e-7);
    }

    [Fact]
    public void Codes_chosen_on_other_posts_reach_scikit_learns_F1()
    {
        var (fitProbabilities, fitTruth) = Read("04_fit.csv");
        var (probabilities, truth) = Read("04_apply.csv");

        var thresholds = Thresholds.Choose(Labels, fitProbabilities, fitTruth);
        var chosen = probabilities.Select(thresholds.CodesFrom).ToArray();

        var scores = Labels.Select(label =>
        {
            var hits = chosen.Zip(truth).Count(pair => pair.First.Contains(label) && pair.Second.Codes.Contains(label));
            return 2.0 * hits / (chosen.Count(codes => codes.Contains(label)) + truth.Count(post => post.Codes.Contains(label)));
        });
        Assert.Equal(Expected("apply_f1_at_highest"), scores, (expected, actual) => Math.Abs(expected - actual) < 1e-9);
    }

    [Fact]
    public void Among_thresholds_of_equal_F1_the_highest_wins()
    {
        // 9 positives: 0.8 chooses 6 of them and nothing else, F1 = 12/15; 0.5 chooses 8 and 3 others, 16/20; 0.1 all and 12 others, 18/30
        bool[] atHigh = [true, true, true, true, true, true];
        bool[] atMiddle = [true, true, false, false, false];
        bool[] atLow = [true, .. Enumerable.Repeat(false, 9)];
        float[] scores = [.. atHigh.Select(_ => 0.8f), .. atMiddle.Select(_ => 0.5f), .. atLow.Select(_ => 0.1f)];
        bool[] has = [.. atHigh, .. atMiddle, .. atLow];

        var thresholds = Thresholds.Choose(new CodeSet(["a"]), [.. scores.Select(score => new[] { score })], [.. has.Select(value => Post(value ? ["a"] : []))]);

        Assert.Equal([0.8f], thresholds.Values);
    }

    [Fact]
    public void Codes_with_under_five_positives_share_the_threshold_of_the_highest_micro_F1()
    {
        // alone, a would take 0.9 and b 0.3; pooled: 0.9 gives 2*1/(1+3), 0.4 gives 2*1/(2+3), 0.3 gives 2*3/(4+3), the best
        var codes = new CodeSet(["a", "b"]);
        float[][] probabilities = [[0.9f, 0.3f], [0.1f, 0.3f], [0.4f, 0.2f]];
        CodedText[] truth = [Post(["a", "b"]), Post(["b"]), Post([])];

        var thresholds = Thresholds.Choose(codes, probabilities, truth);

        Assert.Equal([0.3f, 0.3f], thresholds.Values);
    }

    [Fact]
    public void A_code_the_classifier_never_saw_is_never_chosen()
    {
        var codes = new CodeSet(["unseen"]);

        var thresholds = Thresholds.Choose(codes, [[0f], [0f]], [Post(["unseen"]), Post([])]);

        Assert.Empty(thresholds.CodesFrom([0f]));
    }

    [Fact]
    public void Codes_that_no_validation_post_has_are_chosen_only_when_certain()
    {
        var codes = new CodeSet(["a"]);

        var thresholds = Thresholds.Choose(codes, [[0.7f], [0.2f]], [Post([]), Post([])]);

        Assert.Empty(thresholds.CodesFrom([0.99f]));
        Assert.Equal(["a"], thresholds.CodesFrom([1f]));
    }

    [Fact]
    public void A_post_counts_neither_for_nor_against_its_pending_codes()
    {
        var codes = new CodeSet(["a"]);
        float[][] probabilities = [[0.9f], [0.8f], [0.7f], [0.6f], [0.5f], [0.55f], [0.55f], [0.55f]];
        CodedText[] settled = [.. Enumerable.Range(0, 5).Select(_ => Post(["a"]))];
        CodedText[] others = [.. Enumerable.Range(0, 3).Select(_ => Post([]))];

        var pending = Thresholds.Choose(codes, probabilities, [.. settled, .. others.Select(post => post with { Pending = ["a"] })]);
        var against = Thresholds.Choose(codes, probabilities, [.. settled, .. others]);

        Assert.Equal([0.5f], pending.Values);  // F1 = 1
        Assert.Equal([0.6f], against.Values);  // 8/9; 0.5 would give 10/13
    }

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        var codes = new CodeSet(["a"]);

        Assert.Throws<ArgumentException>(() => new Thresholds(codes, []));
        Assert.Throws<ArgumentException>(() => new Thresholds(codes, [0f]));
        Assert.Throws<ArgumentException>(() => new Thresholds(codes, [float.NaN]));
        Assert.Throws<ArgumentException>(() => Thresholds.Choose(codes, [], []));
    }

    private static CodedText Post(string[] codes) => new("p", "p", "text", codes, []);

    private static (float[][] Probabilities, CodedText[] Truth) Read(string file)
    {
        var lines = File.ReadAllLines(ReferenceData.File("statistics", file));
        var header = lines[0].Split(',').ToList();
        var rows = lines[1..].Select(line => line.Split(',')).ToArray();
        return (
            [.. rows.Select(row => Enumerable.Range(0, Labels.Count).Select(i => Logistic(double.Parse(row[header.IndexOf($"s{i}")], CultureInfo.InvariantCulture))).ToArray())],
            [.. rows.Select(row => Post([.. Labels.Where(label => row[header.IndexOf(label)] == "1")]))]);
    }

    private static float Logistic(double score) => (float)(1 / (1 + Math.Exp(-score)));

    private static IEnumerable<double> Expected(string field)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(ReferenceData.File("statistics", "04_calibration.json")));
        var thresholds = json.RootElement.GetProperty("cases").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == "thresholds_per_label");
        return [.. thresholds.GetProperty("expected").EnumerateArray().Select(label => label.GetProperty(field).GetDouble())];
    }
}
