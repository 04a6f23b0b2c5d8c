using System.Text.Json.Nodes;
using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Analysis.Reports;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Tests.Analysis.Metrics;

public class LevelReportTests
{
    private static readonly CodeSet Codes = new(["slow", "memory", "other"]);

    // As coded, two of four are right; at the top, where slow and memory are both performance, three.
    private static readonly EvaluatedPost[] Posts = [Evaluated.Post(0, [0], [1]), Evaluated.Post(1, [0], [0]), Evaluated.Post(2, [1], [2]), Evaluated.Post(3, [2], [2])];

    [Fact]
    public void A_coding_at_a_leaf_counts_for_its_parent_at_the_level_above()
    {
        var levels = Levels(Posts, Assignment.Single);

        Assert.Equal([1, 2], levels.Select(level => level.Level));
        Assert.Equal(0.75, levels[0].Report.Accuracy.Value);
        var performance = levels[0].Report.Codes[0];
        Assert.Equal(("performance", 3, 2, 2), (performance.Code, performance.Support, performance.PredictedCount, performance.TruePositives));
        Assert.Equal(0.8, performance.F1.Value!.Value, 1e-12);
        Assert.Equal((0.8 + (2.0 / 3)) / 2, levels[0].Report.MacroF1.Value!.Value, 1e-12);
        Assert.Equal(EvaluationReport.Of(Posts, Codes, Assignment.Single, new HashSet<string>(), resamples: 0, seed: 1).MacroF1, levels[1].Report.MacroF1);
    }

    [Fact]
    public void A_candidate_counts_neither_for_nor_against_its_parent_unless_the_post_has_another_code_below_it()
    {
        EvaluatedPost[] posts =
        [
            Evaluated.Post(0, [0], [1]) with { Pending = [1] }, // right at the top
            Evaluated.Post(1, [], [1]) with { Pending = [1] },  // not decided
            Evaluated.Post(2, [2], [0, 1, 2]),
            Evaluated.Post(3, [], []),
        ];

        var performance = Levels(posts, Assignment.Multiple)[0].Report.Codes[0];

        Assert.Equal((1, 1, 1, 0, 1), (performance.Support, performance.TruePositives, performance.FalsePositives, performance.FalseNegatives, performance.TrueNegatives));
    }

    [Fact]
    public void A_flat_taxonomy_has_no_levels() => Assert.Empty(LevelReport.Of(
        Posts, new RollUp(new Taxonomy("flat", 1, Assignment.Single, [.. Codes.Select(code => new Code(code, code, ""))]), Codes), Assignment.Single, _ => new HashSet<string>(), resamples: 0, seed: 1));

    [Fact]
    public void The_files_have_the_figures_of_every_level()
    {
        var levels = Levels(Posts, Assignment.Single);
        var report = EvaluationReport.Of(Posts, Codes, Assignment.Single, new HashSet<string>(), resamples: 0, seed: 1);

        var json = JsonNode.Parse(EvaluationTables.ToJsonText(report, levels))!["levels"]!;
        Assert.Equal((1, 0.75), (json[0]!["level"]!.GetValue<int>(), json[0]!["accuracy"]!["value"]!.GetValue<double>()));
        Assert.Equal(
            "level,code,support,predicted,true_positives,false_positives,false_negatives,true_negatives,precision,precision_low,precision_high,recall,recall_low,recall_high,f1,f1_low,f1_high,not_measured\n"
            + "1,performance,3,2,2,0,1,1,1,,,0.6666666666666666,,,0.8,,,\n"
            + "1,other,1,2,1,1,0,2,0.5,,,1,,,0.6666666666666666,,,\n"
            + "2,slow,2,1,1,0,1,2,1,,,0.5,,,0.6666666666666666,,,\n"
            + "2,memory,1,1,0,1,1,2,0,,,0,,,0,,,\n"
            + "2,other,1,2,1,1,0,2,0.5,,,1,,,0.6666666666666666,,,\n",
            EvaluationTables.ToLevelsCsv(levels));
        Assert.Null(EvaluationTables.ToLevelsCsv([]));
        Assert.False(JsonNode.Parse(EvaluationTables.ToJsonText(report, []))!.AsObject().ContainsKey("levels"));
    }

    private static IReadOnlyList<LevelReport> Levels(EvaluatedPost[] posts, Assignment assignment)
    {
        var tree = new Taxonomy("tree", 1, assignment, [new Code("performance", "", "") { Children = [new Code("slow", "", ""), new Code("memory", "", "")] }, new Code("other", "", "")]);
        return LevelReport.Of(posts, new RollUp(tree, Codes), assignment, _ => new HashSet<string>(), resamples: 0, seed: 1);
    }
}
