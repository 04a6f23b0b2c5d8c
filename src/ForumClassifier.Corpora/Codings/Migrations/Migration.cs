namespace ForumClassifier.Corpora.Codings.Migrations;

/// <summary>Labelled data carried over to a newer version of their taxonomy.</summary>
/// <param name="Project">With the newer taxonomy; every coding of it says its version.</param>
/// <param name="Recodes">What a person has to look at, in the order of the codings.</param>
/// <param name="PassageRecodes">Likewise, of the passages; those without a successor are here alone.</param>
/// <param name="Waiting">Codings written that have candidates in <see cref="PostCoding.Pending"/>.</param>
/// <param name="NotWritten">Codings whose codes are all retired; each of them is in <paramref name="Recodes"/>.</param>
public sealed record Migration(
    CodingProject Project, IReadOnlyList<Recode> Recodes, IReadOnlyList<PassageRecode> PassageRecodes, int Waiting, IReadOnlyList<PostCoding> NotWritten);
