using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Posts with the codes their coders agreed on.</summary>
/// <param name="Taxonomy">The one read, or made of the labels where there is none.</param>
/// <param name="Posts">The coded posts alone, in file order; ids are unique.</param>
/// <param name="PostCount">All posts of the file.</param>
/// <param name="UncodedCount">Posts without a coding, left out.</param>
/// <param name="WithoutMajority">Ids of posts whose coders disagree, left out (<see cref="Assignment.Single"/> only).</param>
/// <param name="AwaitingDecision">Ids of posts that only have candidate codes, left out (<see cref="Assignment.Single"/> only).</param>
/// <param name="UnreadableDates">Posts whose date could not be read or could be day or month first.</param>
public sealed record LabelledData(
    Taxonomy Taxonomy,
    IReadOnlyList<CodedPost> Posts,
    int PostCount,
    int UncodedCount,
    IReadOnlyList<string> WithoutMajority,
    IReadOnlyList<string> AwaitingDecision,
    long UnreadableDates);
