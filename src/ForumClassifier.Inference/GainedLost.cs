namespace ForumClassifier.Inference;

/// <summary>Posts that got a code, and posts that lost it.</summary>
public sealed record GainedLost(long Gained, long Lost)
{
    /// <summary>By how many more posts have the code.</summary>
    public long Difference => Gained - Lost;
}
