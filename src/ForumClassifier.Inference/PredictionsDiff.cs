namespace ForumClassifier.Inference;

/// <summary>How the predictions of two runs differ, and why.</summary>
/// <param name="OldPosts">Of the earlier run.</param>
/// <param name="NewPosts">Of the later run.</param>
/// <param name="Posts">How the posts of the later run stand to those of the earlier one.</param>
/// <param name="SameText">Unchanged posts whose codes are others all the same.</param>
/// <param name="Settings">What model and options of the runs differ in, a sentence each; where it is empty, unchanged posts have the same predictions, but for the processor.</param>
/// <param name="Codes">In the order of the later run's codes, then those that the earlier run alone has.</param>
public sealed record PredictionsDiff(long OldPosts, long NewPosts, SincePosts Posts, long SameText, IReadOnlyList<string> Settings, IReadOnlyList<CodeDiff> Codes);
