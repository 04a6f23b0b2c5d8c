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
    /// <summary>Codes of older versions of the taxonomy that the predictions hold, with what they were counted for; redefined ones too.</summary>
    public IReadOnlyList<CarriedCode> Carried { get; init; } = [];

    /// <summary>Of each source that lacks some of the codes: those that only the others can tell of, in the order of the taxonomy. Its posts are left out of their shares.</summary>
    public IReadOnlyList<(string Source, IReadOnlyList<string> Codes)> Lacking { get; init; } = [];

    /// <summary>Counts predictions as they stream by; memory grows with the periods and codes only.</summary>
    /// <param name="codes">What the predictions can hold.</param>
    /// <param name="taxonomy">Holds each of <paramref name="codes"/>, or its ledger tells what became of them; a flat one where there is no codebook.</param>
    /// <exception cref="UnknownCodesException">Codes that neither the taxonomy nor its ledger knows.</exception>
    /// <exception cref="ArgumentException">A prediction with a code that is not among <paramref name="codes"/>.</exception>
    public static Task<TrendTable> CountAsync(IAsyncEnumerable<Prediction> predictions, CodeSet codes, Taxonomy taxonomy, TrendPeriod period, CancellationToken cancellationToken) =>
        CountAsync([new TrendSource("", codes, predictions)], taxonomy, period, cancellationToken);

    /// <summary>Counts the predictions of several models, which may be of different versions of the taxonomy, as one series.</summary>
    /// <remarks>A source whose model cannot tell of a code, because it came later or by a split, is left out of that code's shares.</remarks>
    /// <exception cref="UnknownCodesException">Codes that neither the taxonomy nor its ledger knows.</exception>
    /// <exception cref="ArgumentException">A prediction with a code that is not among those of its source.</exception>
    public static async Task<TrendTable> CountAsync(IReadOnlyList<TrendSource> sources, Taxonomy taxonomy, TrendPeriod period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(taxonomy);
        var counter = new TrendCounter([.. sources.Select(source => (source.Name, source.Codes))], taxonomy, period);
        foreach (var (place, source) in sources.Index())
        {
            await foreach (var prediction in source.Predictions.WithCancellation(cancellationToken))
            {
                counter.Add(prediction, place);
            }
        }

        return counter.ToTable();
    }
}
