using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>What was said of the posts of a window.</summary>
/// <param name="Classifications">One for each post, null where it has no text.</param>
/// <param name="ComputedTokens">Those that the model computed on, padding included.</param>
/// <param name="Phases">Without the writing.</param>
/// <param name="Seconds">Since the window before, or the start of the labelling.</param>
internal sealed record ClassifiedWindow(PreparedWindow Prepared, IReadOnlyList<Classification?> Classifications, long ComputedTokens, LabelPhases Phases, double Seconds);
