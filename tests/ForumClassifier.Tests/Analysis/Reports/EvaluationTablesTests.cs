using System.Text.Json.Nodes;
using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Analysis.Reports;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Tests.Analysis.Reports;

public sealed class EvaluationTablesTests
{
    private static readonly EvaluatedPost[] Posts = [Evaluated.Post(0, [0], [0]), Evaluated.Post(1, [1], [0]) with { Truncated = true }];

    [Fact]
    public void Metrics_are_written_by_their_names()
    {
        var report = EvaluationReport.Of(Posts, new CodeSet(["speed", "other"]), Assignment.Single, new HashSet<string> { "other" }, resamples: 0, seed: 1);

        Assert.Equal(
            """
            {
              "assignment": "single",
              "posts": 2,
              "threads": 2,
              "posts_cut": 1,
              "interval": null,
              "accuracy": {
                "value": 0.5,
                "low": null,
                "high": null
              },
              "macro_f1": {
                "value": 0.6666666666666666,
                "low": null,
                "high": null
              },
              "micro_f1": {
                "value": 0.5,
                "low": null,
                "high": null
              },
              "weighted_f1": {
                "value": 0.6666666666666666,
                "low": null,
                "high": null
              },
              "mcc": {
                "value": 0,
                "low": null,
                "high": null
              },
              "codes": [
                {
                  "code": "speed",
                  "support": 1,
                  "predicted": 2,
                  "true_positives": 1,
                  "false_positives": 1,
                  "false_negatives": 0,
                  "true_negatives": 0,
                  "precision": {
                    "value": 0.5,
                    "low": null,
                    "high": null
                  },
                  "recall": {
                    "value": 1,
                    "low": null,
                    "high": null
                  },
                  "f1": {
                    "value": 0.6666666666666666,
                    "low": null,
                    "high": null
                  },
                  "precision_undefined": false,
                  "recall_undefined": false,
                  "not_measured": null
                },
                {
                  "code": "other",
                  "support": 1,
                  "predicted": 0,
                  "true_positives": 0,
                  "false_positives": 0,
                  "false_negatives": 1,
                  "true_negatives": 1,
                  "precision": {
                    "value": null,
                    "low": null,
                    "high": null
                  },
                  "recall": {
                    "value": null,
                    "low": null,
                    "high": null
                  },
                  "f1": {
                    "value": null,
                    "low": null,
                    "high": null
                  },
                  "precision_undefined": true,
                  "recall_undefined": false,
                  "not_measured": "too few labelled posts"
                }
              ],
              "confusion": {
                "codes": [
                  "speed",
                  "other"
                ],
                "counts": [
                  [
                    1,
                    0
                  ],
                  [
                    1,
                    0
                  ]
                ]
              }
            }

            """.ReplaceLineEndings("\n"),
            EvaluationTables.ToJsonText(report));
    }

    [Fact]
    public void Intervals_stand_beside_their_figures_with_how_they_were_made()
    {
        var report = EvaluationReport.Of(Evaluated.RandomMultiple(60, 3, seed: 2), Evaluated.Codes(3), Assignment.Multiple, new HashSet<string>(), resamples: 100, seed: 9);

        var json = JsonNode.Parse(EvaluationTables.ToJsonText(report))!;

        Assert.Equal("""{"level":0.95,"method":"percentile bootstrap over threads","resamples":100,"seed":9}""", json["interval"]!.ToJsonString());
        Assert.Equal(report.Accuracy.Interval!.Value.Low, json["subset_accuracy"]!["low"]!.GetValue<double>());
        Assert.Equal(report.Mcc.Interval!.Value.High, json["pooled_mcc"]!["high"]!.GetValue<double>());
        Assert.Equal(report.Codes[2].F1.Interval!.Value.High, json["codes"]![2]!["f1"]!["high"]!.GetValue<double>());
        Assert.Null(json["confusion"]);
    }

    [Fact]
    public void Where_no_code_is_measured_the_averages_are_null()
    {
        var report = EvaluationReport.Of(Posts, Evaluated.Codes(2), Assignment.Single, new HashSet<string> { "c0", "c1" }, resamples: 50, seed: 1);

        var text = EvaluationTables.ToJsonText(report);

        Assert.Equal("""{"value":null,"low":null,"high":null}""", JsonNode.Parse(text)!["macro_f1"]!.ToJsonString());
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_csv_has_a_row_for_each_code()
    {
        var report = EvaluationReport.Of(Posts, new CodeSet(["speed", "other"]), Assignment.Single, new HashSet<string> { "other" }, resamples: 0, seed: 1);

        Assert.Equal(
            "code,support,predicted,true_positives,false_positives,false_negatives,true_negatives,precision,precision_low,precision_high,recall,recall_low,recall_high,f1,f1_low,f1_high,not_measured\n"
            + "speed,1,2,1,1,0,0,0.5,,,1,,,0.6666666666666666,,,\n"
            + "other,1,0,0,0,1,1,,,,,,,,,,too few labelled posts\n",
            EvaluationTables.ToCsv(report));
    }
}
