namespace ForumClassifier.Corpora.RefiQda;

/// <summary>What a project held, and what became of it.</summary>
/// <param name="Origin">The tool that wrote it; empty where it does not say.</param>
/// <param name="Positions">How the file counts positions, in words.</param>
/// <param name="Depth">Levels of the tree of codes; 0 without codes.</param>
/// <param name="HeadingCount">Codes that no passage is given.</param>
/// <param name="SetCount">Sets of codes, of sources and of notes.</param>
/// <param name="Users">Their names, as the file has them.</param>
/// <param name="Sources">By kind of element, such as <c>TextSource</c>.</param>
/// <param name="Selections">By kind of element, such as <c>PlainTextSelection</c>.</param>
/// <param name="CodingElements">Elements <c>Coding</c>.</param>
/// <param name="DifferentCodings">Those that differ in selection, coder or code: what stands twice under one guid is one coding.</param>
/// <param name="PassageCodings">Of the different ones, those carried with their place in a text.</param>
/// <param name="WholeCodings">Those of a whole source.</param>
/// <param name="PlacelessCodings">Those whose text is missing, or shorter than they say: carried as codes of the source, without a place.</param>
/// <param name="NoteCount">Notes; those carried became notes of codings.</param>
/// <param name="NotesCarried">At most <paramref name="NoteCount"/>.</param>
/// <param name="InternalFiles">Files that the project says it holds, texts and others.</param>
/// <param name="MissingFiles">Those of them that it does not hold.</param>
/// <param name="MissingTexts">Ids of the posts that are empty since their text is missing.</param>
/// <param name="Remarks">What was made good, each a sentence.</param>
/// <param name="LeftOut">What labelled data have no place for.</param>
public sealed record RefiReport(
    string Origin,
    string Positions,
    int CodeCount,
    int Depth,
    int HeadingCount,
    int SetCount,
    IReadOnlyList<string> Users,
    IReadOnlyList<RefiCount> Sources,
    IReadOnlyList<RefiCount> Selections,
    int CodingElements,
    int DifferentCodings,
    int PassageCodings,
    int WholeCodings,
    int PlacelessCodings,
    int NoteCount,
    int NotesCarried,
    int InternalFiles,
    int MissingFiles,
    IReadOnlyList<string> MissingTexts,
    IReadOnlyList<string> Remarks,
    IReadOnlyList<RefiCount> LeftOut);
