using ForumClassifier.Core;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>A window whose texts the classifier has read; they themselves are gone.</summary>
/// <param name="Texts">One for each post, null where it has no text or is unchanged since an earlier run.</param>
/// <param name="Keys">As <see cref="TextKeys"/> makes them.</param>
/// <param name="Earlier">What an earlier run said of each post that is unchanged since; null for the others.</param>
/// <param name="Since">How the posts stand to those of the earlier run; null where there is none.</param>
/// <param name="ReadSeconds">That reading the window took.</param>
/// <param name="TokenizeSeconds">That preparing its texts took.</param>
internal sealed record PreparedWindow(
    IReadOnlyList<WindowPost> Posts, IReadOnlyList<PreparedText?> Texts, byte[] Keys, IReadOnlyList<Classification?> Earlier, SincePosts? Since,
    double ReadSeconds, double TokenizeSeconds);
