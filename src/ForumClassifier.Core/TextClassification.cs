using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Core;

/// <summary>Texts classified where they are few enough to be prepared all at once.</summary>
public static class TextClassification
{
    /// <summary>Prepares texts, on all processors, and classifies them.</summary>
    /// <param name="texts">None empty.</param>
    /// <param name="done">Told of each batch when it is classified; may be null.</param>
    /// <returns>One classification for each text, in the order of <paramref name="texts"/>.</returns>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch.</exception>
    public static IReadOnlyList<Classification> Classify(this ITextClassifier classifier, IReadOnlyList<string> texts, Action<ClassifiedBatch>? done, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        return classifier.Classify(classifier.Prepare(texts), done, cancellationToken);
    }

    /// <summary>Prepares texts on all processors.</summary>
    /// <returns>One for each text, in the order of <paramref name="texts"/>.</returns>
    public static IReadOnlyList<PreparedText> Prepare(this ITextClassifier classifier, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(texts);
        var prepared = new PreparedText[texts.Count];
        Parallel.For(0, prepared.Length, i => prepared[i] = classifier.Prepare(texts[i]));
        return prepared;
    }
}
