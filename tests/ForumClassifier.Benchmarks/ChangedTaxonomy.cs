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
/// | version 1                    | version 2                         |
/// | ---------------------------- | --------------------------------- |
/// | bug-brief, bug-long, request | bug (merged), feature, question (split) |
/// Version 2 is that of the data. Brief is a report with no more characters than the median bug of train.csv.
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
        var median = Median(train.Where(post => post.Codes[0] == "bug"));
        TrainingData Coded(Taxonomy taxonomy, Func<CodedText, string> code)
        {
            CodedText[] Of(IReadOnlyList<CodedText> posts) => [.. posts.Select(post => post with { Codes = [code(post)] })];
            return new TrainingData(taxonomy, Of(train), Of(test));
        }

        return new ChangedTaxonomy(
            Coded(Version(1, "bug-brief", "bug-long", "request"), post => post.Codes[0] != "bug" ? "request" : post.Text.Length <= median ? "bug-brief" : "bug-long"),
            Coded(Version(2, "bug", "feature", "question") with
            {
                Changes =
                [
                    new TaxonomyChange(2, ChangeKind.Merge, ["bug-brief", "bug-long"], ["bug"], null, null, ""),
                    new TaxonomyChange(2, ChangeKind.Split, ["request"], ["feature", "question"], null, null, ""),
                ],
            }, post => post.Codes[0]));
    }

    private static async Task<IReadOnlyList<CodedText>> ReadPostsAsync(string path, string project, Screen screen)
    {
        var all = await LabelledDataReader.ReadAsync(path, Columns);
        var own = all with { Posts = [.. all.Posts.Where(post => post.Post.ThreadId == project)] };
        return [.. CodedTexts.Of(own, path, TextTemplate.Default, screen).Select(text => text with { ThreadId = text.PostId })];
    }

    private static int Median(IEnumerable<CodedText> posts) => posts.Select(post => post.Text.Length).Order().ToList() is var lengths ? lengths[(lengths.Count - 1) / 2] : 0;

    private static Taxonomy Version(int version, params string[] codes) => new("issue-reports", version, Assignment.Single, [.. codes.Select(code => new Code(code, code, ""))]);
}
