using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Training;

/// <summary>A classifier measured on coded posts.</summary>
public static class ModelEvaluation
{
    /// <summary>Resamples behind each 95 % interval.</summary>
    public const int Resamples = 2000;

    /// <summary>Seed of the resampling: fixed, so that figures of different trainings are comparable.</summary>
    public const int Seed = 7;

    /// <summary>A code with no more labelled posts than this is trained on but not measured.</summary>
    public const int TooRare = 2;

    /// <summary>What coders and classifier say of each post.</summary>
    /// <param name="posts">With codes of the classifier only.</param>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch.</exception>
    public static IReadOnlyList<EvaluatedPost> Apply(ITextClassifier classifier, IReadOnlyList<CodedText> posts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(posts);
        var classifications = classifier.Classify([.. posts.Select(post => post.Text)], done: null, cancellationToken);
        int[] Indices(IEnumerable<string> codes) => [.. codes.Select(classifier.Codes.IndexOf).Order()];
        return [.. posts.Zip(classifications, (post, classification) => new EvaluatedPost(
            post.PostId, post.ThreadId, Indices(post.Codes), Indices(classification.Codes), classification.Probabilities, classification.Truncated)
        {
            Pending = Indices(post.Pending.Where(classifier.Codes.Contains)),
        })];
    }

    /// <summary>A classifier at each level of its taxonomy; nothing where that is flat.</summary>
    /// <param name="evaluated">Not empty.</param>
    /// <param name="labelled">All labelled posts, those learnt from included, where rare codes are not to be measured; else null.</param>
    public static IReadOnlyList<LevelReport> Levels(IReadOnlyList<EvaluatedPost> evaluated, Taxonomy taxonomy, CodeSet codes, IReadOnlyList<CodedText>? labelled)
    {
        ArgumentNullException.ThrowIfNull(evaluated);
        ArgumentNullException.ThrowIfNull(taxonomy);
        return LevelReport.Of(evaluated, new RollUp(taxonomy, codes), taxonomy.Assignment, Unmeasured, Resamples, Seed);

        HashSet<string> Unmeasured(TaxonomyLevel level)
        {
            var present = evaluated.SelectMany(post => level.Of(post.True)).ToHashSet();
            var counts = labelled?.SelectMany(post => level.Of(post.Codes.Select(codes.IndexOf))).CountBy(code => code).ToDictionary();
            return level.Codes.Where((_, code) => !present.Contains(code) || counts?.GetValueOrDefault(code) <= TooRare).ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>Codes that cannot be measured: those with hardly a labelled post, and those that no evaluated post has.</summary>
    /// <param name="labelled">All labelled posts, those learnt from included.</param>
    /// <param name="evaluated">Those measured on.</param>
    public static IReadOnlySet<string> Unmeasured(CodeSet codes, IEnumerable<CodedText> labelled, IEnumerable<CodedText> evaluated)
    {
        var counts = labelled.SelectMany(post => post.Codes).CountBy(code => code).ToDictionary(StringComparer.Ordinal);
        var present = evaluated.SelectMany(post => post.Codes).ToHashSet(StringComparer.Ordinal);
        return codes.Where(code => counts.GetValueOrDefault(code) <= TooRare || !present.Contains(code)).ToHashSet(StringComparer.Ordinal);
    }
}
