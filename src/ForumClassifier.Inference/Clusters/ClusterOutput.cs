using ForumClassifier.Corpora.Predictions;

namespace ForumClassifier.Inference.Clusters;

/// <summary>Where the merge of a run puts its predictions.</summary>
internal static class ClusterOutput
{
    /// <param name="output">As asked for; null for a file beside the run, under its name.</param>
    /// <exception cref="RunException">Its ending is not that of the plan.</exception>
    public static string Find(PlannedRun run, string? output)
    {
        var ending = run.Plan.Predictions == PredictionFormat.JsonLines ? "jsonl" : run.Plan.Predictions.ToString().ToLowerInvariant();
        if (output is null)
        {
            return $"{Path.TrimEndingDirectorySeparator(run.Folder.Path)}.{ending}";
        }

        return PredictionWriter.FormatOf(output) == run.Plan.Predictions
            ? output
            : throw new RunException(output, $"The run was planned to write {ending}.", "Let the name end so, or plan with another --output-format.");
    }
}
