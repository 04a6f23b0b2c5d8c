namespace ForumClassifier.Corpora.Codings.Migrations;

/// <summary>A coding that a person has to look at after a change of the taxonomy: a row of <c>recode.csv</c>.</summary>
/// <param name="OldCode">The code as the coder gave it; empty for candidates that had waited before.</param>
/// <param name="Candidates">Ids of the new version that may take its place; empty where it was retired.</param>
/// <param name="Reason">What happened to the code, such as <c>split in version 3</c>.</param>
/// <param name="Doubt">A model's doubt, in [0, 1]; null where no model was asked or knows none of the codes.</param>
public sealed record Recode(string PostId, string Coder, string OldCode, IReadOnlyList<string> Candidates, string Reason, double? Doubt = null);
