using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Audits;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Audits;

public sealed class LabelledDataAuditTests : IDisposable
{
    private const string LongText = "the model takes forty seconds for one short sentence on my old laptop and the fan is loud";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_odd_is_found_and_nothing_stops_it()
    {
        _folder.Write("taxonomy.yaml", "name: forum\nversion: 2\nassignment: multiple\ncodes: [{ id: bug, name: Bug }, { id: idea, name: Idea, children: [{ id: wish, name: Wish }] }, { id: spam, name: Spam }]\n");
        _folder.Write("posts.csv", $"id,body\n1,{LongText}\n2,{LongText.ToUpperInvariant()}\n3,{LongText} too\n4,\n5,something else entirely that nobody has written before\n5,again\n");
        _folder.Write("codings.csv", "post_id,coder,codes\n1,ada,bug\n1,bob,bug;wish\n1,ada,wish\n2,ada,wish\n3,ada,bug\n3,bob,bug\n4,ada,bugs\n9,ada,bug\n");
        _folder.Write("passages.csv", "post_id,start,end,coder,code\n1,0,900,ada,bug\n");

        var report = await AuditAsync(id => id == "2" ? "test" : "training");

        Assert.Equal((5, 3, 5, 0), (report.Posts, report.CodedPosts, report.Codings, report.Passages));
        var (posts, codings) = (_folder.File("posts.csv"), _folder.File("codings.csv"));
        Assert.Equal(
        [
            $"unknown code | {codings}(8) | There is no code 'bugs' in the taxonomy; the nearest is 'bug'.",
            $"coding of a post that does not exist | {codings}(9) | The coding is of the post '9', which is not among the posts.",
            $"post coded twice by one coder | {codings}(4) | The same coder has coded the post '1' in line 2 already, with other codes; keep one of the codings.",
            $"post id met twice | {posts}(7) | The post id '5' is already that of line 6; give each post an id of its own.",
            $"passage out of range | {_folder.File("passages.csv")}(2) | The passage goes from 0 to 900 of the post '1', whose body has {LongText.Length} characters (UTF-16); expected 0 <= start <= end <= that.",
            "coders disagree | 1 | ada: bug; bob: bug, wish.",
            "duplicates with different codes | 1, 2, 3 | 3 posts are nearly equal: '1': bug; '2': wish; '3': bug.",
            "duplicates across splits | 1, 2, 3 | 3 posts are nearly equal, in test and training; give them one thread_id.",
            "post without text | 4 | Neither title nor body says anything; training leaves it out.",
            "code never used | spam | No post has it or a code below it; a model never learns it.",
            "code with one example | wish | One post has it: it is trained on and not measured.",
            "code with under ten examples | bug | 2 posts have it.",
            $"no threads | {_folder.Path} | Each post is its own thread: posts that answer one another may come apart in training and test.",
        ], report.Findings.Select(finding => $"{finding.Check} | {finding.Place} | {finding.Text}"));
        Assert.Equal(report.Findings.Count, report.Checks.Sum(check => check.Count));
        Assert.Equal([new CoderPair("ada", "bob", 2, 1, 50)], report.Pairs);
        Assert.Equal([new CodeDispute("bug", 2, 0), new CodeDispute("wish", 1, 1)], report.Disputes);
    }

    [Fact]
    public async Task Data_that_cannot_be_split_are_still_looked_at()
    {
        _folder.Write("taxonomy.yaml", "name: forum\nversion: 1\nassignment: single\ncodes: [{ id: bug, name: Bug }]\n");
        _folder.Write("posts.csv", $"id,thread_id,body\n1,a,{LongText}\n2,a,{LongText}\n");
        _folder.Write("codings.csv", "post_id,coder,codes\n1,ada,bug\n2,ada,bug\n");

        var report = await AuditAsync(_ => null);

        Assert.Equal(["duplicates: 2 posts are equal but for case and white space.", "code with under ten examples: 2 posts have it.", "not split: Too few threads."], report.Findings.Select(finding => $"{finding.Check}: {finding.Text}"));
    }

    [Fact]
    public async Task Codings_that_wait_for_a_decision_are_listed_and_neither_agree_nor_disagree()
    {
        _folder.Write("taxonomy.yaml", "name: forum\nversion: 2\nassignment: multiple\ncodes: [{ id: bug, name: Bug }, { id: idea, name: Idea }, { id: wish, name: Wish }]\n");
        _folder.Write("posts.csv", $"id,thread_id,body\n1,a,{LongText}\n2,a,{LongText}\n3,a,something else entirely that nobody has written before\n");
        _folder.Write("codings.csv", "post_id,coder,codes,pending\n1,ada,,idea;wish\n1,bob,,bug;idea\n2,ada,bug,\n3,ada,bug,idea;wish\n3,bob,bug,\n");

        var report = await AuditAsync(_ => "training");

        Assert.Equal(
            ["1: ada: idea or wish.", "1: bob: bug or idea.", "3: ada: idea or wish."],
            report.Findings.Where(finding => finding.Check == "coding that waits for a decision").Select(finding => $"{finding.Place}: {finding.Text}"));
        Assert.DoesNotContain(report.Findings, finding => finding.Check is "coders disagree" or "duplicates with different codes");
        Assert.Empty(report.Pairs);
        Assert.Empty(report.Disputes);
    }

    /// <param name="part">Of a post id; null for a split that cannot be made.</param>
    private Task<AuditReport> AuditAsync(Func<string, string?> part) => LabelledDataAudit.RunAsync(
        _folder.Path, new PostColumns(), null,
        (IReadOnlyList<CodedText> texts) => texts.All(text => part(text.PostId) is not null)
            ? (texts.ToDictionary(text => text.PostId, text => part(text.PostId)!), "") // not null: just asked
            : (null, "Too few threads."),
        TestContext.Current.CancellationToken);
}
