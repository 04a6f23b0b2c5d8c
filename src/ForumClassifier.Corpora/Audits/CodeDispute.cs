namespace ForumClassifier.Corpora.Audits;

/// <summary>A code that some coders of a post gave and others did not.</summary>
/// <param name="Posts">Posts of several coders that at least one of them gave the code.</param>
/// <param name="Disputed">Those that not all of them gave it.</param>
public sealed record CodeDispute(string Code, int Posts, int Disputed);
