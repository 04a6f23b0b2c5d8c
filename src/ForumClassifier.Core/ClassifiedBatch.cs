namespace ForumClassifier.Core;

/// <summary>What a classifier has just computed.</summary>
/// <param name="Texts">Those classified since the batch before.</param>
/// <param name="ComputedTokens">What the model computed on, padding included; 0 where it has no tokens.</param>
/// <param name="Seconds">Inside the engine: from the padded batch to its probabilities.</param>
public readonly record struct ClassifiedBatch(int Texts, long ComputedTokens, double Seconds);
