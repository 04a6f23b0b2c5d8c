namespace ForumClassifier.Training.FineTuning;

/// <summary>A coded text as the loop sees it.</summary>
/// <param name="Ids">Token ids, begin and end included.</param>
/// <param name="Targets">[C]: 1 where the text has the code, 0 where not, NaN where that waits for a decision.</param>
internal sealed record Example(IReadOnlyList<int> Ids, IReadOnlyList<float> Targets);
