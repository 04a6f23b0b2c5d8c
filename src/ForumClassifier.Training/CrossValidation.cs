using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Training.Splits;

namespace ForumClassifier.Training;

/// <summary>Measures a way of training on all coded posts: each is predicted once, by a model that saw no post of its thread.</summary>
public static class CrossValidation
{
    /// <summary>Cuts the posts into folds by thread, each code spread over them in proportion.</summary>
    /// <param name="folds">At least 2.</param>
    /// <returns>The posts of each fold; the same seed gives the same.</returns>
    public static IReadOnlyList<IReadOnlyList<CodedText>> Folds(IReadOnlyList<CodedText> posts, int folds, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var parts = StratifiedThreads.Deal(posts, [.. Enumerable.Repeat(1.0 / folds, folds)], seed);
        return [.. Enumerable.Range(0, folds).Select(fold => (IReadOnlyList<CodedText>)[.. posts.Where((_, index) => parts[index] == fold)])];
    }

    /// <summary>Trains on all folds but one and predicts that one, for each fold.</summary>
    /// <param name="train">Makes a classifier of the posts outside a fold; told the fold's number.</param>
    public static IReadOnlyList<EvaluatedPost> Run(IReadOnlyList<IReadOnlyList<CodedText>> folds, Func<int, IReadOnlyList<CodedText>, ITextClassifier> train, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(train);
        List<EvaluatedPost> evaluated = [];
        for (var fold = 0; fold < folds.Count; fold++)
        {
            using var classifier = train(fold, [.. folds.Where((_, other) => other != fold).SelectMany(posts => posts)]);
            evaluated.AddRange(ModelEvaluation.Apply(classifier, folds[fold], cancellationToken));
        }

        return evaluated;
    }
}
