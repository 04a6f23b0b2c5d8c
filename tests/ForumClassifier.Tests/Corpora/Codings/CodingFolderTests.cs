using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Codings;

public sealed class CodingFolderTests : IDisposable
{
    private static readonly Taxonomy Codebook = new("forum", 3, Assignment.Multiple, [new Code("bug", "Bug", ""), new Code("idea", "Idea", "New") { Children = [new Code("wish", "Wish", "")] }]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_have_the_columns_of_the_format()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));
        var project = new CodingProject(
            Codebook,
            [new Post("1", "t", "ada", time, "A, title", "body", BodyFormat.Markdown), new Post("2", "2", "", null, "", "b", BodyFormat.Text) { Tags = ["x;y", "z"] }],
            [new PostCoding("1", "bob", ["bug", "wish"], time, 2, "see \"2\"", ["idea"]), new PostCoding("2", "bob", [], null, null, "", [])],
            [new Passage("1", 0, 4, "bob", "bug", "", "B")]);

        CodingFolder.Write(_folder.File("a"), project, overwrite: false);

        Assert.Equal(["codings.csv", "passages.csv", "posts.csv", "taxonomy.yaml"], Directory.EnumerateFiles(_folder.File("a")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("id,thread_id,author,created_at,title,body,body_format,tags\n1,t,ada,2026-01-02T01:04:05Z,\"A, title\",body,markdown,\n2,2,,,,b,text,x\\;y;z\n", File.ReadAllText(_folder.File("a/posts.csv")));
        Assert.Equal("post_id,coder,codes,coded_at,taxonomy_version,note,pending\n1,bob,bug;wish,2026-01-02T01:04:05Z,2,\"see \"\"2\"\"\",idea\n2,bob,,,,,\n", File.ReadAllText(_folder.File("a/codings.csv")));
        Assert.Equal("post_id,start,end,coder,code,guid,name\n1,0,4,bob,bug,,B\n", File.ReadAllText(_folder.File("a/passages.csv")));
    }

    [Fact]
    public async Task What_was_written_is_read_back_the_same()
    {
        var random = new Random(7);
        for (var round = 0; round < 30; round++)
        {
            var project = Random(random);

            CodingFolder.Write(_folder.File("b"), project, overwrite: true);
            var read = await CodingFolder.ReadAsync(_folder.File("b"), cancellationToken: TestContext.Current.CancellationToken);

            Assert.Equivalent(project, read, strict: true);
        }
    }

    [Fact]
    public async Task Codes_of_an_earlier_version_are_a_problem_unless_they_are_asked_for()
    {
        WriteFiles("post_id,coder,codes,taxonomy_version\n1,ada,slow,1\n1,bob,bug;old,1\n1,cem,bug,1\n");
        var reading = await CodingFolder.ReadAllAsync(_folder.Path, new(), null, null, formerCodes: false, TestContext.Current.CancellationToken);
        var changed = reading.Project.Taxonomy with
        {
            Changes = [new TaxonomyChange(2, ChangeKind.Merge, ["slow", "bug"], ["bug"], null, null, ""), new TaxonomyChange(3, ChangeKind.Retire, ["old"], [], null, null, "")],
        };
        var problems = new CodingProblems();

        var refused = new CodeChecks(changed, problems).Read("slow;bug", ";", "c.csv", 2);
        var taken = new CodeChecks(changed, problems, formerCodes: true).Read("slow;bug;old", ";", "c.csv", 2);

        Assert.Equal(["bug"], refused);
        Assert.Equal(["slow", "bug", "old"], taken);
        Assert.Equal([new CodingProblem(CodingProblemKind.FormerCode, "c.csv(2)", "The code 'slow' went with version 2 of the taxonomy; carry the codings over with taxonomy migrate.")], problems.All);
    }

    [Fact]
    public async Task A_code_that_the_ledger_of_the_newest_version_passes_over_is_a_matter_of_the_ledger()
    {
        WriteFiles("post_id,coder,codes\n1,ada,slow\n");

        var reading = await CodingFolder.ReadAllAsync(_folder.Path, new(), null, null, formerCodes: true, TestContext.Current.CancellationToken);

        Assert.Equal("There is no code 'slow' in the taxonomy, and its ledger does not say what became of it; enter that under 'changes', or correct the coding (the nearest is 'bug').", Assert.Single(reading.Problems.All).Text);
    }

    [Fact]
    public async Task Everything_that_can_be_used_is_kept_where_problems_are_not_thrown()
    {
        WriteFiles("post_id,coder,codes\n1,ada,bug;bugs\n1,ada,wish\n9,ada,bug\n1,bob,bugs\n2,bob,\n2,cem,wish\n", "id,body\n1,one\n2,two\n1,again\n");
        _folder.Write("passages.csv", "post_id,start,end,coder,code\n1,0,3,ada,bug\n1,2,4,ada,bug\n1,2,1,ada,bug\n1,x,1,ada,bug\n1,0,1,ada,\n");

        var reading = await CodingFolder.ReadAllAsync(_folder.Path, new(), null, null, formerCodes: false, TestContext.Current.CancellationToken);

        Assert.Equal(["one", "two"], reading.Project.Posts.Select(post => post.Body));
        Assert.Equal(["1 ada bug", "2 bob ", "2 cem wish"], reading.Project.Codings.Select(coding => $"{coding.PostId} {coding.Coder} {string.Join(';', coding.Codes)}"));
        Assert.Equal([new Passage("1", 0, 3, "ada", "bug", "", "")], reading.Project.Passages);
        Assert.Equal(
        [
            $"{_folder.File("posts.csv")}(4): The post id '1' is already that of line 2; give each post an id of its own.",
            $"{_folder.File("codings.csv")}(2): There is no code 'bugs' in the taxonomy; the nearest is 'bug'.",
            $"{_folder.File("codings.csv")}(3): The same coder has coded the post '1' in line 2 already, with other codes; keep one of the codings.",
            $"{_folder.File("codings.csv")}(4): The coding is of the post '9', which is not among the posts.",
            $"{_folder.File("codings.csv")}(5): There is no code 'bugs' in the taxonomy; the nearest is 'bug'.",
            $"{_folder.File("passages.csv")}(3): The passage goes from 2 to 4 of the post '1', whose body has 3 characters (UTF-16); expected 0 <= start <= end <= that.",
            $"{_folder.File("passages.csv")}(4): The passage goes from 2 to 1 of the post '1', whose body has 3 characters (UTF-16); expected 0 <= start <= end <= that.",
            $"{_folder.File("passages.csv")}(5): The start or the end of the passage is no whole number; expected places in the body, from 0.",
            $"{_folder.File("passages.csv")}(6): The passage has no code.",
        ], reading.Problems.All.Select(problem => $"{problem.Place}: {problem.Text}"));
    }

    [Fact]
    public async Task Times_and_versions_that_cannot_be_read_are_problems()
    {
        WriteFiles("post_id,coder,codes,coded_at,taxonomy_version\n1,ada,bug,3/4/2025,1.5\n");

        var error = await Assert.ThrowsAsync<LabelledDataException>(() => CodingFolder.ReadAsync(_folder.Path, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal($"""
            {_folder.Path} cannot be used as labelled data:
              {_folder.File("codings.csv")}(2): The time in 'coded_at' cannot be read; expected ISO 8601, such as 2026-01-31T12:00:00Z, or nothing.
              {_folder.File("codings.csv")}(2): The version in 'taxonomy_version' is no whole number of at least 1.
            """, error.Message);
    }

    [Fact]
    public void A_folder_that_holds_something_is_only_replaced_when_asked()
    {
        _folder.Write("taken/README.md", "mine");

        var error = Assert.Throws<OutputException>(() => CodingFolder.Write(_folder.File("taken"), new CodingProject(Codebook, [], [], []), overwrite: false));

        Assert.Equal($"{_folder.File("taken")}: It exists and is not empty. Choose another --output, or replace it with --overwrite.", error.Message);
        Assert.Equal("mine", File.ReadAllText(_folder.File("taken/README.md")));
    }

    [Theory]
    [InlineData("ada ", "bug")]
    [InlineData("", "bug")]
    [InlineData("ada", "a;b")]
    public void What_could_not_be_read_back_is_not_written(string coder, string code)
    {
        var project = new CodingProject(Codebook, [], [new PostCoding("1", coder, [code], null, null, "", [])], []);

        Assert.Throws<ArgumentException>(() => CodingFolder.Write(_folder.File("c"), project, overwrite: false));

        Assert.False(Path.Exists(_folder.File("c")));
    }

    private void WriteFiles(string codings, string posts = "id,body\n1,one\n")
    {
        _folder.Write("taxonomy.yaml", "name: forum\nversion: 3\nassignment: multiple\ncodes: [{ id: bug, name: Bug }, { id: wish, name: Wish }]\n");
        _folder.Write("posts.csv", posts);
        _folder.Write("codings.csv", codings);
    }

    private static CodingProject Random(Random random)
    {
        List<string> codes = [.. Codebook.All().Select(code => code.Id)];
        List<string> Some() => [.. codes.Where(_ => random.Next(3) == 0)];
        string Text() => OddTexts.Next(random);
        string Name(int i) => $"{i}{Text()}{i}";
        List<Post> posts =
        [
            .. Enumerable.Range(0, random.Next(12)).Select(i => new Post(Name(i), Name(i), Text(), Time(random), Text(), Text(), (BodyFormat)random.Next(4))
            {
                Category = Text(), Tags = [.. Enumerable.Range(0, random.Next(3)).Select(Name)], Url = Text(), ReplyTo = Text(),
            }),
        ];
        var coders = Enumerable.Range(0, 3).Select(Name).ToList();
        return new CodingProject(
            Codebook with { Name = $"f{Text().Replace("\0", "", StringComparison.Ordinal)}" },
            posts,
            [
                .. posts.SelectMany(post => coders.Where(_ => random.Next(2) == 0).Select(coder =>
                    new PostCoding(post.Id, coder, Some(), Time(random), random.Next(2) == 0 ? null : 1 + random.Next(3), Text(), Some()))),
            ],
            [
                .. posts.Where(_ => random.Next(2) == 0).Select(post =>
                {
                    var start = random.Next(post.Body.Length + 1);
                    return new Passage(post.Id, start, start + random.Next(post.Body.Length - start + 1), coders[random.Next(3)], codes[random.Next(3)], Text(), Text());
                }),
            ]);
    }

    private static DateTimeOffset? Time(Random random) => random.Next(3) == 0 ? null : new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);
}
