namespace ForumClassifier.Inference.Runs;

/// <summary>A part as a receipt names it.</summary>
/// <param name="Part">Number of its window in the corpus, from 0.</param>
/// <param name="Sha256">Of its file, in lower-case hexadecimal.</param>
internal sealed record PartReference(int Part, long Posts, string Sha256);
