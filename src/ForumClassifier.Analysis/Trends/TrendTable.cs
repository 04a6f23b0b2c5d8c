using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Analysis.Trends;

/// <summary>The share of posts that have each code, period by period, as the model labelled them.</summary>
/// <param name="Periods">From the first with a post to the last, those without posts between them included; empty without counted posts.</param>
/// <param name="Codes">The codes the predictions can hold and all codes above them, in the order of the taxonomy, parents before children.</param>
/// <param name="Posts">Predictions read.</param>
/// <param name="Counted">Those with a date and a decision; only these are in the shares.</param>
/// <param name="WithoutCode">Those counted that have none of the codes.</param>
/// <param name="Abstained">Those without a decision, dated or not.</param>
/// <param name="Undated">Those with a decision but no date.</param>
/// <param name="Models">Names in the predictions, in order.</param>
public sealed record TrendTable(
    Taxonomy Taxonomy,
    TrendPeriod Period,
    IReadOnlyList<PeriodTotal> Periods,
    IReadOnlyList<CodeTrend> Codes,
    long Posts,
    long Counted,
    long WithoutCode,
    long Abstained,
    long Undated,
    IReadOnlyList<string> Models)
{
    /// <summary>Counts predictions as they stream by; memory grows with the periods and codes only.</summary>
    /// <param name="codes">What the predictions can hold.</param>
    /// <param name="taxonomy">Holds each of <paramref name="codes"/>; a flat one where there is no codebook.</param>
    /// <exception cref="UnknownCodesException">Codes that are not in the taxonomy.</exception>
    /// <exception cref="ArgumentException">A prediction with a code that is not among <paramref name="codes"/>.</exception>
    public static Task<TrendTable> CountAsync(IAsyncEnumerable<Prediction> predictions, CodeSet codes, Taxonomy taxonomy, TrendPeriod period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(taxonomy);
        return CountInto(new TrendCounter(codes, taxonomy, period), predictions, cancellationToken);
    }

    private static async Task<TrendTable> CountInto(TrendCounter counter, IAsyncEnumerable<Prediction> predictions, CancellationToken cancellationToken)
    {
        await foreach (var prediction in predictions.WithCancellation(cancellationToken))
        {
            counter.Add(prediction);
        }

        return counter.ToTable();
    }
}
