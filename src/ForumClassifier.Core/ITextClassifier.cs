using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Core;

/// <summary>A trained model: texts in, probabilities and codes out.</summary>
public interface ITextClassifier : IDisposable
{
    /// <summary>Name of the model, as it stands in its predictions.</summary>
    string Name { get; }

    /// <summary>Codes in the order of the probabilities.</summary>
    CodeSet Codes { get; }

    /// <summary>Reads a text: everything that can be done before the model computes. May be called by several threads at once, also while others are classified.</summary>
    /// <param name="text">Not empty.</param>
    PreparedText Prepare(string text) => PreparedText.Of(text);

    /// <summary>Classifies texts, in batches of its own choosing; the result does not depend on how they are cut.</summary>
    /// <param name="texts">Of <see cref="Prepare"/>.</param>
    /// <param name="done">Told of each batch when it is classified; may be null.</param>
    /// <returns>One classification for each text, in the order of <paramref name="texts"/>.</returns>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch.</exception>
    IReadOnlyList<Classification> Classify(IReadOnlyList<PreparedText> texts, Action<ClassifiedBatch>? done, CancellationToken cancellationToken);
}
