using System.Globalization;
using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core.Codings;
using Spectre.Console;

namespace ForumClassifier.Cli.Terminal;

/// <summary>Figures of an evaluation on a screen.</summary>
internal static class EvaluationTable
{
    /// <summary>Several models on the same posts, side by side.</summary>
    public static Table Compare(Assignment assignment, params (string Name, EvaluationReport Report)[] models)
    {
        var table = Screen.NewTable(null, "", "macro F1 (95 % interval)", "micro F1", assignment == Assignment.Single ? "accuracy" : "all codes right", "MCC");
        foreach (var (name, report) in models)
        {
            table.AddRow(Row(name, Screen.Shown(report.MacroF1), Screen.Shown(report.MicroF1 with { Interval = null }),
                Screen.Shown(report.Accuracy with { Interval = null }), Screen.Shown(report.Mcc with { Interval = null })));
        }

        return table;
    }

    public static Table Overall(EvaluationReport report)
    {
        var table = Screen.NewTable(null, "over all codes", "value (95 % interval)");
        table.AddRow(Row("macro F1", Screen.Shown(report.MacroF1)));
        table.AddRow(Row("micro F1", Screen.Shown(report.MicroF1)));
        table.AddRow(Row("weighted F1", Screen.Shown(report.WeightedF1)));
        table.AddRow(Row("MCC", Screen.Shown(report.Mcc)));
        table.AddRow(Row(report.Assignment == Assignment.Single ? "accuracy" : "all codes right", Screen.Shown(report.Accuracy)));
        return table;
    }

    /// <summary>The levels of a taxonomy, the top first.</summary>
    public static Table PerLevel(IReadOnlyList<LevelReport> levels)
    {
        var table = Screen.NewTable(null, "level of the taxonomy", "codes", "macro F1 (95 % interval)", "micro F1", levels[0].Report.Assignment == Assignment.Single ? "accuracy" : "all codes right");
        foreach (var (level, report) in levels)
        {
            table.AddRow(Row(level == 1 ? "1 (top)" : Number(level), Number(report.Codes.Count), Screen.Shown(report.MacroF1),
                Screen.Shown(report.MicroF1 with { Interval = null }), Screen.Shown(report.Accuracy with { Interval = null })));
        }

        return table;
    }

    public static Table PerCode(EvaluationReport report)
    {
        var table = Screen.NewTable(null, "code", "posts", "predicted", "precision", "recall", "F1 (95 % interval)");
        foreach (var code in report.Codes)
        {
            table.AddRow(Row(code.Code, Number(code.Support), Number(code.PredictedCount),
                Screen.Shown(code.Precision with { Interval = null }), Screen.Shown(code.Recall with { Interval = null }), Screen.Shown(code.F1)));
        }

        return table;
    }

    /// <summary>Rows are the coders' codes, columns the model's; only for taxonomies small enough to read.</summary>
    public static Table? Confusion(EvaluationReport report)
    {
        const int MostCodes = 12;
        if (report.Confusion is not { } confusion || confusion.Codes.Count > MostCodes)
        {
            return null;
        }

        var table = Screen.NewTable("coded (rows) against predicted (columns)", ["", .. confusion.Codes]);
        for (var row = 0; row < confusion.Codes.Count; row++)
        {
            table.AddRow(Row([confusion.Codes[row], .. Enumerable.Range(0, confusion.Codes.Count).Select(column => Number(confusion.Counts[row][column]))]));
        }

        return table;
    }

    private static string[] Row(params string[] cells) => [.. cells.Select(Markup.Escape)];

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
