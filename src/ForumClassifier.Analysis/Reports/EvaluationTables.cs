using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Analysis.Reports;

/// <summary>An evaluation as data for programs: <c>metrics.json</c>, and a CSV with a row for each code.</summary>
/// <remarks>
/// <code>
/// {
///   "assignment": "single", "posts": 75, "threads": 61, "posts_cut": 3,
///   "interval": { "level": 0.95, "method": "percentile bootstrap over threads", "resamples": 2000, "seed": 1 },
///   "accuracy": { "value": 0.72, "low": 0.61, "high": 0.82 },      "subset_accuracy" under multiple assignment
///   "macro_f1": ..., "micro_f1": ..., "weighted_f1": ...,
///   "mcc": ...,                                                     "pooled_mcc" under multiple assignment
///   "codes": [ { "code": "speed", "support": 12, "predicted": 10, "true_positives": 8, ..., "f1": ...,
///                "precision_undefined": false, "recall_undefined": false, "not_measured": null } ],
///   "confusion": { "codes": ["speed", ...], "counts": [[8, ...], ...] }   [coders' code][model's code]; null under multiple assignment
///   "levels": [ { "level": 1, "assignment": ..., ... }, ... ]       the same of each level, where the taxonomy has several
/// }
/// </code>
/// What is not known is null (blank in the CSV). <c>interval</c> is null where none was asked for.
/// </remarks>
public static class EvaluationTables
{
    private const string CodeHeader = "code,support,predicted,true_positives,false_positives,false_negatives,true_negatives,precision,precision_low,precision_high,recall,recall_low,recall_high,f1,f1_low,f1_high,not_measured";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The report as <c>metrics.json</c> has it; for a caller that adds to it.</summary>
    /// <param name="levels">The same model at each level of the taxonomy; null or empty where that is flat.</param>
    public static JsonObject ToJson(EvaluationReport report, IReadOnlyList<LevelReport>? levels = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        var single = report.Assignment == Assignment.Single;
        var json = new JsonObject
        {
            ["assignment"] = single ? "single" : "multiple",
            ["posts"] = report.Posts,
            ["threads"] = report.Threads,
            ["posts_cut"] = report.Truncated,
            ["interval"] = report.Resamples == 0 ? null : new JsonObject
            {
                ["level"] = Interval.Level,
                ["method"] = "percentile bootstrap over threads",
                ["resamples"] = report.Resamples,
                ["seed"] = report.Seed,
            },
            [single ? "accuracy" : "subset_accuracy"] = Json(report.Accuracy),
            ["macro_f1"] = Json(report.MacroF1),
            ["micro_f1"] = Json(report.MicroF1),
            ["weighted_f1"] = Json(report.WeightedF1),
            [single ? "mcc" : "pooled_mcc"] = Json(report.Mcc),
            ["codes"] = new JsonArray([.. report.Codes.Select(Json)]),
            ["confusion"] = report.Confusion is { } confusion ? Json(confusion) : null,
        };
        if (levels is { Count: > 0 })
        {
            json["levels"] = new JsonArray([.. levels.Select(level => Numbered(level.Level, ToJson(level.Report)))]);
        }

        return json;
    }

    /// <summary>The text of <c>metrics.json</c>.</summary>
    public static string ToJsonText(EvaluationReport report, IReadOnlyList<LevelReport>? levels = null) => ToJson(report, levels).ToJsonString(Indented) + "\n";

    /// <summary>One row for each code.</summary>
    public static string ToCsv(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return CsvTable.Of(CodeHeader, report.Codes.Select(Cells));
    }

    /// <summary>One row for each code of each level; null where there are no levels.</summary>
    public static string? ToLevelsCsv(IReadOnlyList<LevelReport> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        return levels.Count == 0 ? null
            : CsvTable.Of("level," + CodeHeader, levels.SelectMany(level => level.Report.Codes.Select(code => new object?[] { level.Level }.Concat(Cells(code)))));
    }

    /// <summary>The confusion matrix, a row for each code of the coders; null under multiple assignment.</summary>
    public static string? ToConfusionCsv(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Confusion is not { } confusion ? null : CsvTable.Of(
            $"coded,{string.Join(',', confusion.Codes.Select(CsvTable.Field))}",
            confusion.Counts.Select((counts, row) => new object?[] { confusion.Codes[row] }.Concat(counts.Cast<object?>()).ToArray()));
    }

    private static object?[] Cells(CodeMetrics code) =>
    [
        code.Code, code.Support, code.PredictedCount, code.TruePositives, code.FalsePositives, code.FalseNegatives, code.TrueNegatives,
        code.Precision.Value, code.Precision.Interval?.Low, code.Precision.Interval?.High,
        code.Recall.Value, code.Recall.Interval?.Low, code.Recall.Interval?.High,
        code.F1.Value, code.F1.Interval?.Low, code.F1.Interval?.High,
        code.NotMeasured,
    ];

    private static JsonObject Numbered(int level, JsonObject report)
    {
        report.Insert(0, "level", level);
        return report;
    }

    private static JsonObject Json(CodeMetrics code) => new()
    {
        ["code"] = code.Code,
        ["support"] = code.Support,
        ["predicted"] = code.PredictedCount,
        ["true_positives"] = code.TruePositives,
        ["false_positives"] = code.FalsePositives,
        ["false_negatives"] = code.FalseNegatives,
        ["true_negatives"] = code.TrueNegatives,
        ["precision"] = Json(code.Precision),
        ["recall"] = Json(code.Recall),
        ["f1"] = Json(code.F1),
        ["precision_undefined"] = code.PrecisionUndefined,
        ["recall_undefined"] = code.RecallUndefined,
        ["not_measured"] = code.NotMeasured,
    };

    private static JsonObject Json(ConfusionMatrix confusion) => new()
    {
        ["codes"] = new JsonArray([.. confusion.Codes.Select(code => (JsonNode)code)]),
        ["counts"] = new JsonArray([.. confusion.Counts.Select(row => new JsonArray([.. row.Select(count => (JsonNode)count)]))]),
    };

    private static JsonObject Json(Estimate estimate) => new()
    {
        ["value"] = estimate.Value,
        ["low"] = estimate.Interval?.Low,
        ["high"] = estimate.Interval?.High,
    };
}
