using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Texts;

/// <summary>A block of Markdown that is no prose, or that is HTML.</summary>
/// <param name="Start">In UTF-16 units of the body.</param>
/// <param name="End">Exclusive.</param>
internal readonly record struct MarkdownBlock(SegmentKind Kind, int Start, int End, bool IsHtml = false);
