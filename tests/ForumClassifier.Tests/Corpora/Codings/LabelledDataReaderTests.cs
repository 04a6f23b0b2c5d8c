using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Codings;

public class LabelledDataReaderTests
{
    private const string Codes = "codes:\n  - { id: bug, name: Bug }\n  - { id: idea, name: Feature idea }\n  - id: help\n    name: Help\n    codable: false\n    children: [{ id: install, name: Install }]\n";
    private const string Posts = "id,title,body\n1,,one\n2,,two\n3,,three\n4,,four\n";

    [Fact]
    public async Task Adjudicated_goes_before_the_only_coder_before_the_majority_of_each_code()
    {
        using var folder = Folder("multiple", """
            post_id,coder,codes,coded_at,taxonomy_version,note,pending
            1,ada,bug,,1,,
            1,bob,bug,,1,,
            1,adjudicated,idea;install,,1,,
            2,ada,,,1,,
            3,ada,idea;bug,,1,,
            3,bob,bug,,1,,install
            3,cem,,,1,,
            """);

        var data = await ReadAsync(folder.Path);

        Assert.Equal(["1: idea install |", "2:  |", "3: bug | install"], Lines(data));
        Assert.Equal((4, 1), (data.PostCount, data.UncodedCount));
        Assert.Equal(("forum", Assignment.Multiple), (data.Taxonomy.Name, data.Taxonomy.Assignment));
    }

    [Fact]
    public async Task Single_post_without_majority_or_decision_is_left_out_and_listed()
    {
        using var folder = Folder("single", """
            post_id,coder,codes,pending
            1,ada,bug,
            1,bob,idea,
            2,ada,bug,
            2,bob,idea,
            2,cem,idea,
            3,ada,,bug;idea
            4,ada,install,
            """);

        var data = await ReadAsync(folder.Path);

        Assert.Equal(["2: idea |", "4: install |"], Lines(data));
        Assert.Equal(["1"], data.WithoutMajority);
        Assert.Equal(["3"], data.AwaitingDecision);
        Assert.Equal(0, data.UncodedCount);
    }

    [Fact]
    public async Task One_coder_can_be_taken_alone()
    {
        using var folder = Folder("single", "post_id,coder,codes\n1,ada,bug\n1,adjudicated,idea\n2,bob,idea\n");

        var data = await LabelledDataReader.ReadAsync(folder.Path, new PostColumns(), coder: "ada", cancellationToken: TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<LabelledDataException>(() => LabelledDataReader.ReadAsync(folder.Path, new PostColumns(), coder: "dan", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(["1: bug |"], Lines(data));
        Assert.Equal(3, data.UncodedCount);
        Assert.EndsWith("codings.csv: There is no coding by 'dan'; the coders are: ada, adjudicated, bob.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_lists_every_problem_with_its_line()
    {
        using var folder = Folder("single", """
            post_id,coder,codes
            1,ada,bugs
            1,bob,Feature Idea
            2,ada,bug;idea
            2,bob,
            3,ada,help
            3,,bug
            9,ada,bug
            1,ada,bug
            """);
        File.WriteAllText(folder.File("posts.csv"), "id,body\n1,\"o\nne\"\n2,two\n1,again\n3,three\n");

        var error = await Assert.ThrowsAsync<LabelledDataException>(() => ReadAsync(folder.Path));

        var (posts, codings) = (folder.File("posts.csv"), folder.File("codings.csv"));
        Assert.Equal($"""
            {folder.Path} cannot be used as labelled data:
              {posts}(5): The post id '1' is already that of line 2; give each post an id of its own.
              {codings}(2): There is no code 'bugs' in the taxonomy; the nearest is 'bug'.
              {codings}(3): There is no code 'Feature Idea' in the taxonomy; that is the name of 'idea': write the id.
              {codings}(4): The coding has 2 codes; the assignment is single, so give it exactly one.
              {codings}(5): The coding has 0 codes; the assignment is single, so give it exactly one.
              {codings}(6): The code 'help' is a heading (codable: false), which no post is given.
              {codings}(7): The coding has no coder.
              {codings}(8): The coding is of the post '9', which is not among the posts.
              {codings}(9): The same coder has coded the post '1' in line 2 already, with other codes; keep one of the codings.
            """, error.Message);
    }

    [Fact]
    public async Task Missing_files_of_a_folder_are_named_together()
    {
        using var folder = new TemporaryFolder();
        folder.Write("posts.jsonl", "{}");

        var error = await Assert.ThrowsAsync<InputException>(() => ReadAsync(folder.Path));

        Assert.Equal($"{folder.Path}: The folder holds no taxonomy.yaml and no codings.csv. A folder of labelled data holds taxonomy.yaml, posts.csv and codings.csv.", error.Message);
    }

    [Fact]
    public async Task Table_without_taxonomy_takes_the_labels_as_codes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("my.labels.csv", "id,text,label\na,x, bug \nb,y,\nc,z,Zoo\nd,w,bug\n");

        var data = await LabelledDataReader.ReadAsync(path, new PostColumns { LabelColumn = "label" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["a: bug |", "c: Zoo |", "d: bug |"], Lines(data));
        Assert.Equal([new("Zoo", "Zoo"), new("bug", "bug")], data.Taxonomy.Codes.Select(code => new KeyValuePair<string, string>(code.Id, code.Name)));
        Assert.Equal(("my.labels", 1, Assignment.Single, 4, 1), (data.Taxonomy.Name, data.Taxonomy.Version, data.Taxonomy.Assignment, data.PostCount, data.UncodedCount));
    }

    [Theory]
    [InlineData(false, "a: joy sadness |, c: joy |")]
    [InlineData(true, "a: joy sadness |, b:  |, c: joy |")]
    public async Task Separator_makes_the_assignment_multiple_and_an_empty_label_none_only_when_asked(bool emptyLabelIsNone, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.jsonl", "{\"id\": \"a\", \"text\": \"x\", \"labels\": \"sadness; joy;joy\"}\n{\"id\": \"b\", \"text\": \"x\", \"labels\": null}\n{\"id\": \"c\", \"text\": \"x\", \"labels\": \"joy;\"}\n");

        var data = await LabelledDataReader.ReadAsync(
            path, new PostColumns { LabelColumn = "labels", LabelSeparator = ";", EmptyLabelIsNone = emptyLabelIsNone }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Assignment.Multiple, data.Taxonomy.Assignment);
        Assert.Equal(expected, string.Join(", ", Lines(data)));
    }

    [Fact]
    public async Task Table_with_a_taxonomy_must_use_its_ids()
    {
        using var folder = new TemporaryFolder();
        var taxonomy = folder.Write("t.yaml", $"name: forum\nversion: 1\nassignment: multiple\n{Codes}");
        var path = folder.Write("a.csv", "id,text,label\n1,x,bug\n2,y,instal\n");

        var error = await Assert.ThrowsAsync<LabelledDataException>(() => LabelledDataReader.ReadAsync(path, new PostColumns { LabelColumn = "label" }, taxonomy, cancellationToken: TestContext.Current.CancellationToken));
        var contradiction = await Assert.ThrowsAsync<InputException>(() => LabelledDataReader.ReadAsync(path, new PostColumns { LabelColumn = "label" }, taxonomy, Assignment.Single, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal($"{path} cannot be used as labelled data:\n  {path}(3): There is no code 'instal' in the taxonomy; the nearest is 'install'.", error.Message);
        Assert.Equal($"{taxonomy}: The taxonomy's assignment is multiple. Leave out --assignment, or change it in the taxonomy.", contradiction.Message);
    }

    [Theory]
    [InlineData("id,text,label\n1,x,\n", "{0}: No post has a label in the column 'label'.")]
    [InlineData("id,text,label\n1,x,a;b\n", "{0}(2): The label 'a;b' holds ';', which stands between codes in the files written; name it with --label-separator, or rename the label.")]
    public async Task Labels_that_cannot_be_used_are_refused(string content, string problem)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", content);

        var error = await Assert.ThrowsAsync<LabelledDataException>(() => LabelledDataReader.ReadAsync(path, new PostColumns { LabelColumn = "label" }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal($"{path} cannot be used as labelled data:\n  {problem.Replace("{0}", path, StringComparison.Ordinal)}", error.Message);
    }

    [Fact]
    public async Task Problems_beyond_the_tenth_are_counted()
    {
        using var folder = Folder("multiple", "post_id,coder,codes\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"1,c{i},x\n")));

        var error = await Assert.ThrowsAsync<LabelledDataException>(() => ReadAsync(folder.Path));

        Assert.EndsWith("\n  ... and 15 more.", error.Message, StringComparison.Ordinal);
        Assert.Equal(12, error.Message.Split('\n').Length);
    }

    [SlowFact]
    public async Task Real_labelled_sets_have_the_published_counts()
    {
        var nlbse = await LabelledDataReader.ReadAsync(
            SharedData.Require("data", "nlbse24", "train.csv"), new PostColumns { LabelColumn = "label", ThreadColumn = "repo" }, cancellationToken: TestContext.Current.CancellationToken);
        var emotions = await LabelledDataReader.ReadAsync(
            SharedData.Require("data", "se-emotion", "train.csv"), new PostColumns { LabelColumn = "labels", LabelSeparator = ";", EmptyLabelIsNone = true }, cancellationToken: TestContext.Current.CancellationToken);
        var phases = await LabelledDataReader.ReadAsync(
            SharedData.Require("data", "lowcode-so", "coded.csv"), new PostColumns { LabelColumn = "label", TextColumns = ["title", "body_html"] }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["bug", "feature", "question"], nlbse.Taxonomy.Codes.Select(code => code.Id));
        Assert.Equal((1500, 5), (nlbse.Posts.Count, nlbse.Posts.Select(coded => coded.Post.ThreadId).Distinct().Count()));
        Assert.Equal((1600, 6), (emotions.Posts.Count, emotions.Taxonomy.Codes.Count));
        Assert.Equal((900, 6), (phases.Posts.Count, phases.Taxonomy.Codes.Count));
        Assert.Equal(786, phases.Posts.GroupBy(coded => coded.Codes[0]).Max(group => group.Count()));
    }

    private static TemporaryFolder Folder(string assignment, string codings)
    {
        var folder = new TemporaryFolder();
        folder.Write("taxonomy.yaml", $"name: forum\nversion: 1\nassignment: {assignment}\n{Codes}");
        folder.Write("posts.csv", Posts);
        folder.Write("codings.csv", codings);
        return folder;
    }

    private static Task<LabelledData> ReadAsync(string path) =>
        LabelledDataReader.ReadAsync(path, new PostColumns(), cancellationToken: TestContext.Current.CancellationToken);

    private static IEnumerable<string> Lines(LabelledData data) =>
        data.Posts.Select(coded => $"{coded.Post.Id}: {string.Join(' ', coded.Codes)} | {string.Join(' ', coded.Pending)}".TrimEnd());
}
