using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Training;

namespace ForumClassifier.Benchmarks;

/// <summary>The issue reports of one project under two versions of a taxonomy: of the first to the second, two codes are merged and one is split.</summary>
/// <remarks>
/// | version 1                            | version 2                                         |
/// | ------------------------------------ | ------------------------------------------------- |
/// | bug-brief, bug-long, feature, question | bug (merged), feature-brief, feature-long (split), question |
/// Brief is a report with no more characters than the median report of its label in train.csv.
/// </remarks>
internal sealed class ChangedTaxonomy
{
    private static readonly PostColumns Columns = new() { TextColumns = ["title", "body"], LabelColumn = "label", ThreadColumn = "repo" };

    private ChangedTaxonomy(TrainingData before, TrainingData after) => (Before, After) = (before, after);

    public TrainingData Before { get; }

    public TrainingData After { get; }

    /// <param name="folder">Holds <c>train.csv</c> and <c>test.csv</c> of NLBSE'24: <c>id, repo, created_at, title, body, label</c>.</param>
    /// <param name="project">As the column <c>repo</c> has it.</param>
    public static async Task<ChangedTaxonomy> ReadAsync(string folder, string project, Screen screen)
    {
        var (train, test) = (await ReadPostsAsync(Path.Combine(folder, "train.csv"), project, screen), await ReadPostsAsync(Path.Combine(folder, "test.csv"), project, screen));
        var medians = train.GroupBy(post => post.Codes[0], StringComparer.Ordinal).ToDictionary(posts => posts.Key, Median, StringComparer.Ordinal);
        TrainingData Divided(Taxonomy taxonomy, string label) => new(taxonomy, Divide(train, label, medians[label]), Divide(test, label, medians[label]));
        return new ChangedTaxonomy(
            Divided(Version(1, "bug-brief", "bug-long", "feature", "question"), "bug"),
            Divided(Version(2, "bug", "feature-brief", "feature-long", "question") with
            {
                Changes =
                [
                    new TaxonomyChange(2, ChangeKind.Merge, ["bug-brief", "bug-long"], ["bug"], null, null, ""),
                    new TaxonomyChange(2, ChangeKind.Split, ["feature"], ["feature-brief", "feature-long"], null, null, ""),
                ],
            }, "feature"));
    }

    private static async Task<IReadOnlyList<CodedText>> ReadPostsAsync(string path, string project, Screen screen)
    {
        var all = await LabelledDataReader.ReadAsync(path, Columns);
        var own = all with { Posts = [.. all.Posts.Where(post => post.Post.ThreadId == project)] };
        return [.. CodedTexts.Of(own, path, TextTemplate.Default, screen).Select(text => text with { ThreadId = text.PostId })];
    }

    private static int Median(IEnumerable<CodedText> posts) => posts.Select(post => post.Text.Length).Order().ToList() is var lengths ? lengths[(lengths.Count - 1) / 2] : 0;

    private static CodedText[] Divide(IReadOnlyList<CodedText> posts, string label, int median) => [.. posts.Select(post =>
        post.Codes[0] == label ? post with { Codes = [label + (post.Text.Length <= median ? "-brief" : "-long")] } : post)];

    private static Taxonomy Version(int version, params string[] codes) => new("issue-reports", version, Assignment.Single, [.. codes.Select(code => new Code(code, code, ""))]);
}
