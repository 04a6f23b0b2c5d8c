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

    /// <summary>What the classifier reads of a text: texts with the same key are classified alike. May be called by several threads at once.</summary>
    string KeyOf(string text) => text;

    /// <summary>Classifies texts, in batches of its own choosing; the result does not depend on how they are cut.</summary>
    /// <param name="texts">None empty.</param>
    /// <param name="done">Told, after each batch, how many texts were classified since the last call; may be null.</param>
    /// <returns>One classification for each text, in the order of <paramref name="texts"/>.</returns>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch.</exception>
    IReadOnlyList<Classification> Classify(IReadOnlyList<string> texts, Action<int>? done, CancellationToken cancellationToken);
}
