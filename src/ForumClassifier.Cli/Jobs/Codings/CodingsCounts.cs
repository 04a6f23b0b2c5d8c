using ForumClassifier.Cli.Terminal;
using ForumClassifier.Corpora.Codings;

namespace ForumClassifier.Cli.Jobs.Codings;

/// <summary>What labelled data that came or went holds; <c>--json</c> prints it so.</summary>
internal sealed record CodingsCounts(string Wrote, int Posts, int CodedPosts, int Codings, int Coders, int Codes, int Notes, int Passages)
{
    public static CodingsCounts Of(string output, CodingProject project) => new(
        output,
        project.Posts.Count,
        project.Codings.DistinctBy(coding => coding.PostId).Count(),
        project.Codings.Count,
        project.Codings.DistinctBy(coding => coding.Coder).Count(),
        project.Taxonomy.All().Count(),
        project.Codings.Count(coding => coding.Note.Length > 0),
        project.Passages.Count);

    public void Print(Screen screen, bool json)
    {
        if (json)
        {
            screen.Line(JsonText.Of(this));
        }
        else
        {
            screen.Line(FormattableString.Invariant($"{Posts} posts, {CodedPosts} of them coded, {Codings} codings by {Coders} {(Coders == 1 ? "coder" : "coders")}, {Codes} codes, {Notes} notes, {Passages} passages"));
            screen.Wrote(Wrote);
        }
    }
}
