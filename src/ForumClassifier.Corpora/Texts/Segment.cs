using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>A stretch of a body.</summary>
/// <param name="Text">What a model sees where the segment is kept, white space around it included; empty for an image without a description.</param>
/// <param name="Words">The words of a link, which are prose whatever becomes of its address.</param>
public sealed record Segment(SegmentKind Kind, string Text, string Words = "");
