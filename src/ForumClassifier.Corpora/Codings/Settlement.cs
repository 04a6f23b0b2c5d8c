using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Makes of all codings what training and evaluation take: one decision a post.</summary>
internal static class Settlement
{
    /// <param name="reading">Without problems.</param>
    /// <param name="coder">Takes this coder's codings alone; null takes the adjudicated, else the only one, else the majority.</param>
    public static LabelledData Of(CodingReading reading, string? coder)
    {
        var project = reading.Project;
        var codings = project.Codings.Where(coding => coder is null || coding.Coder == coder).ToLookup(coding => coding.PostId, StringComparer.Ordinal);
        var order = new CodeSet(project.Taxonomy.All().Select(code => code.Id));
        var coded = new List<CodedPost>();
        var (withoutMajority, awaiting) = (new List<string>(), new List<string>());
        var uncoded = 0;
        foreach (var post in project.Posts)
        {
            if (!codings.Contains(post.Id))
            {
                uncoded++;
                continue;
            }

            var (codes, pending) = Agreement.Of([.. codings[post.Id]], order);
            if (project.Taxonomy.Assignment == Assignment.Multiple || codes.Count == 1)
            {
                coded.Add(new CodedPost(post, codes, pending));
            }
            else
            {
                (pending.Count > 0 ? awaiting : withoutMajority).Add(post.Id);
            }
        }

        return new LabelledData(project.Taxonomy, coded, project.Posts.Count, uncoded, withoutMajority, awaiting, reading.UnreadableDates);
    }
}
