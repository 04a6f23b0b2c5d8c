using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Corpora.Predictions;

/// <summary>A prediction file whose header has been read.</summary>
/// <param name="Codes">In the order of the file's columns, which is that of the probabilities.</param>
/// <param name="Predictions">In file order; each enumeration reads the file anew and holds one row in memory.</param>
public sealed record PredictionFile(string Path, CodeSet Codes, IAsyncEnumerable<Prediction> Predictions);
