namespace ForumClassifier.Core.Predictions;

/// <summary>What a classifier says of one text.</summary>
/// <param name="Probabilities">One for each code, in the order of the classifier's codes, each in [0, 1]; they add up to 1 under single assignment.</param>
/// <param name="Codes">Ids of the codes chosen.</param>
/// <param name="TokenCount">Tokens read, special ones included.</param>
/// <param name="Truncated">True where the text was longer than the classifier's longest input.</param>
public sealed record Classification(IReadOnlyList<float> Probabilities, IReadOnlyList<string> Codes, int TokenCount, bool Truncated);
