using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Analysis.Trends;

/// <summary>Predictions of one model.</summary>
/// <param name="Name">Such as their file's name.</param>
/// <param name="Codes">What they can hold.</param>
public sealed record TrendSource(string Name, CodeSet Codes, IAsyncEnumerable<Prediction> Predictions);
