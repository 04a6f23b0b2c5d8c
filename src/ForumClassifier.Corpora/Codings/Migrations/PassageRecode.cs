namespace ForumClassifier.Corpora.Codings.Migrations;

/// <summary>A coded passage that a person has to look at after a change of the taxonomy: a row of <c>passages-recode.csv</c>.</summary>
/// <param name="Passage">As it was, with its old code.</param>
/// <param name="Candidates">Ids of the new version that may take the code's place; empty where it was retired.</param>
public sealed record PassageRecode(Passage Passage, IReadOnlyList<string> Candidates, string Reason);
