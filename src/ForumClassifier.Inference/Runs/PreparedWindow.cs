using ForumClassifier.Core;

namespace ForumClassifier.Inference.Runs;

/// <summary>A window whose texts the classifier has read.</summary>
/// <param name="Texts">One for each post, null where it has no text.</param>
/// <param name="ReadSeconds">That reading the window took.</param>
/// <param name="TokenizeSeconds">That preparing its texts took.</param>
internal sealed record PreparedWindow(CorpusWindow Window, IReadOnlyList<PreparedText?> Texts, double ReadSeconds, double TokenizeSeconds);
