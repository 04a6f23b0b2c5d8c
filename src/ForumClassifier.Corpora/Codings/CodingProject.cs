using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Codings;

/// <summary>All that a folder of labelled data holds, as its coders left it: nothing is settled between them.</summary>
/// <param name="Posts">In file order; ids are unique.</param>
/// <param name="Codings">In file order; at most one of a coder for a post.</param>
/// <param name="Passages">In file order.</param>
public sealed record CodingProject(
    Taxonomy Taxonomy, IReadOnlyList<Post> Posts, IReadOnlyList<PostCoding> Codings, IReadOnlyList<Passage> Passages);
