using ForumClassifier.Core.Posts;

namespace ForumClassifier.Core.Codings;

/// <summary>A post and the codes its coders agreed on.</summary>
/// <param name="Codes">Code ids: exactly one under <see cref="Assignment.Single"/>; none means "none of them" under <see cref="Assignment.Multiple"/>.</param>
/// <param name="Pending">Code ids that wait for a decision; such a post counts neither for nor against them.</param>
public sealed record CodedPost(Post Post, IReadOnlyList<string> Codes, IReadOnlyList<string> Pending);
