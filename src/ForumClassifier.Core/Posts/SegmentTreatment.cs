namespace ForumClassifier.Core.Posts;

/// <summary>What a model sees of a segment.</summary>
public enum SegmentTreatment
{
    Keep,
    Drop,

    /// <summary>A token in its place, such as <c>[CODE]</c>.</summary>
    Mask,
}
