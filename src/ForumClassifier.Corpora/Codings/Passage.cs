namespace ForumClassifier.Corpora.Codings;

/// <summary>A code that one coder gave a part of a post's body: a row of <c>passages.csv</c>.</summary>
/// <param name="Start">UTF-16 unit of the body where the passage begins, from 0.</param>
/// <param name="End">UTF-16 unit after its last; at least <paramref name="Start"/> and at most the body's length.</param>
/// <param name="Code">Id of the code.</param>
/// <param name="GlobalId">The guid that the tool gave this coding; empty where there is none.</param>
/// <param name="Name">The tool's name of the passage; empty where there is none.</param>
public sealed record Passage(string PostId, int Start, int End, string Coder, string Code, string GlobalId, string Name);
