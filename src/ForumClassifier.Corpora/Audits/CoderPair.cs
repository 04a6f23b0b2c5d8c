namespace ForumClassifier.Corpora.Audits;

/// <summary>Two coders on the posts that both coded.</summary>
/// <param name="Equal">Posts that both gave the same codes.</param>
/// <param name="PercentAgreement">100 Equal / Posts.</param>
public sealed record CoderPair(string First, string Second, int Posts, int Equal, double PercentAgreement);
