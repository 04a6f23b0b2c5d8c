namespace ForumClassifier.Core.Codings;

/// <summary>A post as learning and measuring see it: its text and its codes.</summary>
/// <param name="ThreadId">Posts of one thread stay on one side of every split.</param>
/// <param name="Text">Title and cleaned body; never empty.</param>
/// <param name="Codes">Code ids: exactly one under <see cref="Assignment.Single"/>, any number under <see cref="Assignment.Multiple"/>.</param>
/// <param name="Pending">Code ids that wait for a decision; such a post counts neither for nor against them.</param>
public sealed record CodedText(string PostId, string ThreadId, string Text, IReadOnlyList<string> Codes, IReadOnlyList<string> Pending);
