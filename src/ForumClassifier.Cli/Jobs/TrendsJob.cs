using ForumClassifier.Analysis.Reports;
using ForumClassifier.Analysis.Trends;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What <c>trends</c> is asked to do.</summary>
/// <param name="Predictions">At least one file; all are one series.</param>
/// <param name="Taxonomy">Null shows the codes by their ids.</param>
internal sealed record TrendsRequest(IReadOnlyList<string> Predictions, string Output, TrendPeriod Period, string? Taxonomy, bool Overwrite);

/// <summary>Predictions to shares over time.</summary>
internal static class TrendsJob
{
    private const int MostShown = 10;

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task<TrendTable> RunAsync(TrendsRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var folder = new WholeFolder(request.Output, request.Overwrite);
        var sources = new List<TrendSource>();
        foreach (var path in request.Predictions)
        {
            var predictions = await PredictionReader.OpenAsync(path, cancellationToken);
            sources.Add(new TrendSource(Path.GetFileName(path), predictions.Codes, predictions.Predictions));
        }

        var taxonomy = request.Taxonomy is null ? Flat(sources) : TaxonomyFile.Read(request.Taxonomy);
        var table = await TrendTable.CountAsync(sources, taxonomy, request.Period, cancellationToken);
        folder.Write(partial => TrendsReport.Write(partial, table, string.Join(", ", sources.Select(source => source.Name))));
        screen.Line($"{table.Counted} of {table.Posts} posts counted ({table.Undated} without a date, {table.Abstained} without a decision), {table.Periods.Count} periods");
        foreach (var carried in table.Carried)
        {
            screen.Line(Say(carried));
        }

        foreach (var (source, codes) in table.Lacking)
        {
            screen.Warn($"{source} knows nothing of {Shown.Names(codes, MostShown)}: its posts are left out of {(codes.Count == 1 ? "its share" : "their shares")}.{(request.Taxonomy is null ? " If codes were renamed or merged, name the newest taxonomy with --taxonomy." : "")}");
        }

        screen.Line("The shares are the model's labels as they are, not yet corrected for its errors.");
        screen.Wrote(Path.Combine(request.Output, "report.html"));
        screen.Wrote(Path.Combine(request.Output, "trends.csv"));
        return table;
    }

    private static string Say(CarriedCode carried)
    {
        var code = FormattableString.Invariant($"{carried.Source} is of version {carried.Version}: {carried.Fate.Code} was {carried.Fate.Reason};");
        var posts = TaxonomyText.Count(carried.Posts, "post");
        return carried switch
        {
            { CountedAs: null } => $"{code} {posts} cannot be counted for a code of today",
            { Fate.Successor: null } => $"{code} {posts} counted for {carried.CountedAs}, and left out of {string.Join(", ", carried.Fate.Candidates)}",
            _ => $"{code} {posts} counted for {carried.CountedAs}",
        };
    }

    // Whether a post can have several codes makes no difference to shares.
    private static Taxonomy Flat(IReadOnlyList<TrendSource> sources) =>
        new("codes", 1, Assignment.Multiple, [.. sources.SelectMany(source => source.Codes).Distinct(StringComparer.Ordinal).Select(code => new Code(code, code, ""))]);
}
