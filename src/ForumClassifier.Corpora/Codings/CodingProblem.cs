namespace ForumClassifier.Corpora.Codings;

/// <summary>One place of labelled data that is wrong.</summary>
/// <param name="Place">Path, and line where there is one.</param>
/// <param name="Text">What was found and what to do; never the text of a post.</param>
public sealed record CodingProblem(CodingProblemKind Kind, string Place, string Text);
