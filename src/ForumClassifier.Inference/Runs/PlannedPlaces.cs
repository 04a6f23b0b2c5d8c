namespace ForumClassifier.Inference.Runs;

/// <summary>Where corpus and model lay when a run was planned. Predictions do not depend on it: workers may be told other places.</summary>
/// <param name="Corpus">Full paths.</param>
/// <param name="Model">Full path of its folder.</param>
internal sealed record PlannedPlaces(IReadOnlyList<string> Corpus, string Model);
