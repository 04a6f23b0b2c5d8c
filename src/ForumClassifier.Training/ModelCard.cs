using System.Globalization;
using System.Text;
using ForumClassifier.Analysis;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Training;

/// <summary>The page that tells people what a model is, how good it is and what not to use it for.</summary>
internal static class ModelCard
{
    public static string Write(TrainingData data, TrainingOptions options, TrainingResult result)
    {
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"""
            ---
            tags: [text-classification, forum-classifier]
            base_model: {options.Encoder}
            ---

            # {result.Model.Name}

            Gives posts of a forum the codes of the taxonomy *{data.Taxonomy.Name}*, version {data.Taxonomy.Version}
            ({(data.Assignment == Assignment.Single ? "exactly one code a post" : "any number of codes a post")}; {data.Codes.Count} codes).
            Fine-tuned from {options.Encoder} on {data.Posts.Count} hand-coded posts. Longest input: {options.MaxTokens} tokens; longer posts are cut.{From(data, result)}

            ## What it reads

            {Read(result.Model.TextTemplate)}

            ## How good it is

            {ModelRecords.MeasuredModel(result)}

            Measured on {result.FineTuned.Posts} posts of {result.FineTuned.Threads} threads, {result.FineTuned.Truncated} of them cut; 95 % intervals by bootstrap over threads.

            | | macro F1 | micro F1 | {(data.Assignment == Assignment.Single ? "accuracy" : "all codes right")} |
            | --- | --- | --- | --- |
            | this recipe | {Shown(result.FineTuned.MacroF1)} | {Shown(result.FineTuned.MicroF1)} | {Shown(result.FineTuned.Accuracy)} |
            | n-grams and logistic regression (ML.NET) | {Shown(result.Linear.MacroF1)} | {Shown(result.Linear.MicroF1)} | {Shown(result.Linear.Accuracy)} |
            | majority | {Shown(result.Majority.MacroF1)} | {Shown(result.Majority.MicroF1)} | {Shown(result.Majority.Accuracy)} |

            | code | coded posts in the test | precision | recall | F1 |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var code in result.FineTuned.Codes)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {Name(data.Taxonomy, code.Code)} | {code.Support} | {Shown(code.Precision)} | {Shown(code.Recall)} | {Shown(code.F1)} |\n");
        }

        AppendLevels(card, result);
        card.Append(CultureInfo.InvariantCulture, $"""

            ## What to keep in mind

            - Shares of codes counted from its predictions are biased by its errors, even where most predictions are right.
            - It knows the taxonomy as it was coded; a code with few examples is known badly{(result.Unmeasured.Count == 0 ? "" : $" (could not be measured: {string.Join(", ", data.Codes.Where(result.Unmeasured.Contains))})")}.
            - Another forum, another time or another language can be harder than these figures say.
            - Do not judge persons by it.

            ## How it was made

            {result.Split.Training.Count} posts to learn from, {result.Split.Validation.Count} to choose the epoch{(data.Assignment == Assignment.Single ? "" : " and the thresholds")} by, {result.Split.Test.Count} to measure on; posts of one thread stay together.
            Best epoch {result.BestEpoch} of {result.Epochs.Count}. Seed {options.Seed}. Every option, the split and the hashes of data and encoder are in `training.json`, all figures in `metrics.json`.

            """);
        return card.ToString();
    }

    private static void AppendLevels(StringBuilder card, TrainingResult result)
    {
        if (result.Levels.Count == 0)
        {
            return;
        }

        card.Append($"\n| level of the taxonomy | codes | macro F1 | {(result.FineTuned.Assignment == Assignment.Single ? "accuracy" : "all codes right")} |\n| --- | --- | --- | --- |\n");
        foreach (var (level, report) in result.Levels)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {level}{(level == 1 ? " (top)" : "")} | {report.Codes.Count} | {Shown(report.MacroF1)} | {Shown(report.Accuracy)} |\n");
        }
    }

    private static string From(TrainingData data, TrainingResult result)
    {
        if (result.From is not { } from)
        {
            return "";
        }

        string Codes(Func<int, bool> has) => data.Codes.Where((_, index) => has(from.Origins[index].Count)).ToList() is { Count: > 0 } codes ? string.Join(", ", codes) : "none";
        return $"\nIts weights began as those of the model {from.Name} (version {from.Taxonomy.Version} of the taxonomy): codes kept {Codes(count => count == 1)}; merged {Codes(count => count > 1)}; new {Codes(count => count == 0)}.";
    }

    private static string Read(TextTemplate template)
    {
        if (!template.ReadsSegments)
        {
            return "Title and body of a post as they were written; of HTML, the text without its tags. Nothing is dropped or masked.";
        }

        string Kinds(SegmentTreatment treatment, Func<SegmentKind, string> show) =>
            TextTemplate.Kinds.Where(kind => template[kind] == treatment).Select(show).ToList() is { Count: > 0 } kinds ? string.Join(", ", kinds) : "nothing";
        static string Word<T>(T value) => $"{value}".ToLowerInvariant();
        var kept = string.Join(", ", TextTemplate.Kinds.Where(kind => template[kind] == SegmentTreatment.Keep).Select(Word).Prepend("prose"));
        var masked = Enum.GetValues<MaskedData>().Where(template.Masks).Select(data => $"{Word(data)} (`{TextTemplate.Token(data)}`)").ToList();
        return $"""
            Title and body of a post, the body in segments, alike in training and labelling. Kept: {kept}. Dropped: {Kinds(SegmentTreatment.Drop, Word)}.
            A token in its place: {Kinds(SegmentTreatment.Mask, kind => $"{Word(kind)} (`{TextTemplate.Token(kind)}`)")}. Masked wherever they stand, in the title too: {(masked.Count > 0 ? string.Join(", ", masked) : "nothing")}.
            """;
    }

    private static string Name(Taxonomy taxonomy, string code) => (taxonomy.Find(code)?.Name ?? code).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Shown(Estimate estimate) => estimate switch
    {
        { Value: null } => "not measured",
        { Interval: { } interval } => string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:F3} ({interval.Low:F3} to {interval.High:F3})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:F3}"),
    };
}
