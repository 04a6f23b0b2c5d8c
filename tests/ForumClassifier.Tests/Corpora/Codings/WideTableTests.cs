using System.IO.Compression;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Codings.Wide;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Taxonomies;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Codings;

public sealed class WideTableTests : IDisposable
{
    private static readonly Taxonomy Codebook = new("forum", 1, Assignment.Multiple, [new Code("bug", "Bug", ""), new Code("idea", "New idea", "")]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_coder_has_columns_of_their_own()
    {
        WideWriter.Write(_folder.File("w.csv"), Small(), overwrite: false);

        Assert.Equal(
            "id,thread_id,author,created_at,title,body,body_format,codes: ada,note: ada,codes: bob,note: bob,pending: bob\n"
            + "1,1,,,,one,text,bug;idea,\"why, then\",(none),,\n2,2,,,,=1+1,text,,,(none),,idea\n3,3,,,,@x,text,,,,,\n",
            File.ReadAllText(_folder.File("w.csv")));
    }

    [Theory]
    [InlineData("w.csv")]
    [InlineData("w.xlsx")]
    public async Task Coders_notes_and_texts_that_look_like_formulas_come_back(string name)
    {
        TaxonomyFile.Write(_folder.File("taxonomy.yaml"), Codebook);
        WideWriter.Write(_folder.File(name), Small(), overwrite: false);

        var read = await WideReader.ReadAsync(_folder.File(name), new WideColumns(), _folder.File("taxonomy.yaml"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equivalent(Small(), read, strict: true);
    }

    [Fact]
    public void Texts_of_a_sheet_are_no_formulas()
    {
        WideWriter.Write(_folder.File("w.xlsx"), Small(), overwrite: false);

        using var archive = ZipFile.OpenRead(_folder.File("w.xlsx"));
        using var sheet = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = sheet.ReadToEnd();

        Assert.Contains("=1+1", xml, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(x:)?f[ >]", xml);
    }

    [Fact]
    public async Task Labels_become_codes_with_ids_made_of_them()
    {
        var path = _folder.Write("a.csv", "id,text,label\n1,x,Bug report|C++\n2,y,bug-report\n3,z,\n");

        var read = await WideReader.ReadAsync(path, new WideColumns { Posts = new PostColumns { LabelColumn = "label", LabelSeparator = "|" }, Coder = "ada" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["bug-report-2: Bug report", "c: C++", "bug-report: bug-report"], read.Taxonomy.Codes.Select(code => $"{code.Id}: {code.Name}"));
        Assert.Equal(["1 ada bug-report-2;c", "2 ada bug-report"], Lines(read));
        Assert.Equal((Assignment.Multiple, 3), (read.Taxonomy.Assignment, read.Posts.Count));
    }

    [Fact]
    public async Task Columns_can_be_codes_and_rows_coders()
    {
        var path = _folder.Write("a.csv", "id,text,Bug,Idea,who,remark\n1,x,1,,ada,\n1,x,x,Yes,bob,sure\n2,y,0,0,ada,\n3,z,,,ada,\n");

        var read = await WideReader.ReadAsync(path, new WideColumns { CodeColumns = ["Bug", "Idea"], CoderColumn = "who", NoteColumn = "remark" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["1 ada bug", "1 bob bug;idea", "2 ada "], Lines(read));
        Assert.Equal("sure", read.Codings[1].Note);
    }

    [Fact]
    public async Task Columns_can_be_coders()
    {
        var path = _folder.Write("a.csv", "id,text,ada,bob\n1,x,bug,idea\n2,y,,bug\n");

        var read = await WideReader.ReadAsync(path, new WideColumns { CoderLabelColumns = ["ada", "bob"] }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["1 ada bug", "1 bob idea", "2 bob bug"], Lines(read));
        Assert.Equal(Assignment.Single, read.Taxonomy.Assignment);
    }

    [Fact]
    public async Task None_of_them_is_no_code_in_a_column_of_labels_either()
    {
        var path = _folder.Write("a.csv", "id,text,ada,bob\n1,x,bug;idea,(none)\n");

        var read = await WideReader.ReadAsync(path, new WideColumns { CoderLabelColumns = ["ada", "bob"], Posts = new PostColumns { LabelSeparator = ";" } }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["1 ada bug;idea", "1 bob "], Lines(read));
    }

    [Fact]
    public void Endings_that_say_nothing_are_refused_with_those_that_do()
    {
        var error = Assert.Throws<OutputException>(() => WideWriter.Write(_folder.File("w.doc"), Small(), overwrite: false));

        Assert.Equal($"{_folder.File("w.doc")}: The ending of the name does not say how to write the codings. Let it end in .csv or .xlsx, or as a REFI-QDA project in .qdpx or .qde.", error.Message);
    }

    [Fact]
    public async Task Problems_are_named_together()
    {
        TaxonomyFile.Write(_folder.File("taxonomy.yaml"), Codebook);
        var path = _folder.Write("a.csv", "id,text,bug,who\n1,x,maybe,ada\n1,x,1,ada\n2,y,1,\n");

        var error = await Assert.ThrowsAsync<LabelledDataException>(() => WideReader.ReadAsync(
            path, new WideColumns { CodeColumns = ["bug"], CoderColumn = "who" }, _folder.File("taxonomy.yaml"), cancellationToken: TestContext.Current.CancellationToken));
        var unnamed = await Assert.ThrowsAsync<InputException>(() => WideReader.ReadAsync(path, new WideColumns(), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal($"""
            {path} cannot be used as labelled data:
              {path}(2): The cell of bug is neither a yes (1, x, yes, true) nor a no (0, no, false, -, or empty).
              {path}(3): The same coder has coded the post '1' in line 2 already; keep one of the codings.
              {path}(4): The coding has no coder.
            """, error.Message);
        Assert.Equal($"{path}(2): Nothing says which columns hold the codes; there are: id, text, bug, who. Name them with --label-column, --code-column or --coder-labels.", unnamed.Message);
    }

    [Fact]
    public void A_text_too_long_for_a_cell_is_refused()
    {
        var project = Small() with { Posts = [new Post("1", "1", "", null, "", new string('x', 40_000), BodyFormat.Text)] };

        var error = Assert.Throws<OutputException>(() => WideWriter.Write(_folder.File("w.xlsx"), project, overwrite: false));

        Assert.Equal($"{_folder.File("w.xlsx")}: A cell of Excel holds 32,767 characters, and 1 post is longer: 1. Write .csv instead.", error.Message);
    }

    private static IEnumerable<string> Lines(CodingProject project) => project.Codings.Select(coding => $"{coding.PostId} {coding.Coder} {string.Join(';', coding.Codes)}");

    private static CodingProject Small() => new(
        Codebook,
        [.. new[] { ("1", "one"), ("2", "=1+1"), ("3", "@x") }.Select(post => new Post(post.Item1, post.Item1, "", null, "", post.Item2, BodyFormat.Text))],
        [new PostCoding("1", "ada", ["bug", "idea"], null, null, "why, then", []), new PostCoding("1", "bob", [], null, null, "", []), new PostCoding("2", "bob", [], null, null, "", ["idea"])],
        []);
}
