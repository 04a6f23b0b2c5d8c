namespace ForumClassifier.Inference;

/// <summary>Why more or fewer posts have a code than in an earlier run. The differences of the reasons add up to that of the counts.</summary>
/// <param name="Code">Id, in the newest version of the taxonomy where one was given.</param>
/// <param name="Old">Posts that had it in the earlier run.</param>
/// <param name="New">Posts that have it now.</param>
/// <param name="Taxonomy">The code took the place of another, or another took its; counted in the posts of the earlier run.</param>
/// <param name="NewPosts">Posts that the earlier run did not have.</param>
/// <param name="GonePosts">Posts that the later run does not have.</param>
/// <param name="ChangedText">Posts of both runs, with different texts.</param>
/// <param name="SameText">Posts of both runs with the same text: the model, or how it was run, is another.</param>
public sealed record CodeDiff(
    string Code, long Old, long New, GainedLost Taxonomy, GainedLost NewPosts, GainedLost GonePosts, GainedLost ChangedText, GainedLost SameText);
