using ForumClassifier.Analysis.Reports;
using ForumClassifier.Analysis.Trends;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What <c>trends</c> is asked to do.</summary>
/// <param name="Taxonomy">Null shows the codes by their ids.</param>
internal sealed record TrendsRequest(string Predictions, string Output, TrendPeriod Period, string? Taxonomy, bool Overwrite);

/// <summary>Predictions to shares over time.</summary>
internal static class TrendsJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task<TrendTable> RunAsync(TrendsRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var folder = new WholeFolder(request.Output, request.Overwrite);
        var predictions = await PredictionReader.OpenAsync(request.Predictions, cancellationToken);
        var taxonomy = request.Taxonomy is null ? Flat(predictions.Codes) : TaxonomyFile.Read(request.Taxonomy);
        var table = await TrendTable.CountAsync(predictions.Predictions, predictions.Codes, taxonomy, request.Period, cancellationToken);
        folder.Write(partial => TrendsReport.Write(partial, table, Path.GetFileName(request.Predictions)));
        screen.Line($"{table.Counted} of {table.Posts} posts counted ({table.Undated} without a date, {table.Abstained} without a decision), {table.Periods.Count} periods");
        screen.Line("The shares are the model's labels as they are, not yet corrected for its errors.");
        screen.Wrote(Path.Combine(request.Output, "report.html"));
        screen.Wrote(Path.Combine(request.Output, "trends.csv"));
        return table;
    }

    // Whether a post can have several codes makes no difference to shares.
    private static Taxonomy Flat(CodeSet codes) => new("codes", 1, Assignment.Multiple, [.. codes.Select(code => new Code(code, code, ""))]);
}
