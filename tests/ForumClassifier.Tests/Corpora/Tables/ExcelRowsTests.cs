using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;
using static ForumClassifier.Tests.Corpora.Tables.Workbook;

namespace ForumClassifier.Tests.Corpora.Tables;

public sealed class ExcelRowsTests : IDisposable
{
    private const string Rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>body</t></is></c></row>"
        + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>one</t></is></c></row>";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Numbers_dates_and_gaps_are_read_as_a_spreadsheet_shows_them()
    {
        // 45355.5 days since the end of 1899 is noon of 4 March 2024
        var rows = $"<row r=\"1\">{Text("A1", "id")}{Text("B1", "created_at")}{Text("C1", "title")}{Text("D1", "body")}</row>"
            + $"<row r=\"2\">{Number("A2", "17")}{Number("B2", "45355.5", style: 1)}{Text("C2", "Start")}{Text("D2", " it <fails>\nalways ")}</row>"
            + $"<row r=\"5\">{Number("A5", "18.5")}{Text("D5", "end")}</row>";
        var path = _folder.WriteBytes("posts.xlsx", Write(("Posts", rows)));

        var posts = await CorpusFiles.ReadAsync(path);

        Assert.Equal(["17", "18.5"], posts.Select(post => post.Id));
        Assert.Equal([new DateTimeOffset(2024, 3, 4, 12, 0, 0, TimeSpan.Zero), null], posts.Select(post => post.CreatedAt));
        Assert.Equal([("Start", " it <fails>\nalways "), ("", "end")], posts.Select(post => (post.Title, post.Body)));
    }

    [Fact]
    public async Task Labelled_data_may_lie_in_a_workbook()
    {
        var rows = $"<row r=\"1\">{Text("A1", "body")}{Text("B1", "code")}</row><row r=\"2\">{Text("A2", "slow")}{Text("B2", "speed")}</row><row r=\"3\">{Text("A3", "leak")}{Number("B3", "2")}</row><row r=\"4\">{Text("A4", "uncoded")}</row>";
        var path = _folder.WriteBytes("coded.xlsx", Write(("Notes", Rows), ("Codes", rows)));

        var data = await LabelledDataReader.ReadAsync(path, new PostColumns { Table = "Codes", LabelColumn = "code" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([("slow", "speed"), ("leak", "2")], data.Posts.Select(coded => (coded.Post.Body, Assert.Single(coded.Codes))));
        Assert.Equal((3, 1), (data.PostCount, data.UncodedCount));
    }

    [Fact]
    public async Task One_of_several_sheets_is_named()
    {
        var path = _folder.WriteBytes("posts.xlsx", Write(("Read me", Rows.Replace("one", "other", StringComparison.Ordinal)), ("Posts", Rows)));

        var error = await Assert.ThrowsAsync<InputException>(async () => await CorpusFiles.ReadAsync(path));

        Assert.Equal($"{path}: The file holds several sheets: Read me, Posts. Name one with --table.", error.Message);
        Assert.Equal("one", Assert.Single(await CorpusFiles.ReadAsync(path, new PostColumns { Table = "Posts" })).Body);
    }

    [Fact]
    public async Task Files_that_are_no_workbook_are_told_apart()
    {
        var whole = Write(("Posts", Rows));
        _folder.WriteBytes("old.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]);
        _folder.WriteBytes("cut.xlsx", whole[..(whole.Length / 2)]);
        _folder.Write("text.xlsx", "id,body\n1,secret\n");
        _folder.WriteBytes("blank.xlsx", Write(("Posts", "")));

        Assert.Equal(": The workbook is protected by a password, or in the old format .xls. Save it as .xlsx without a password.", await MessageAsync("old.xlsx"));
        Assert.Equal(": The workbook is damaged or cut here or soon after. Get the file again, or open it in a spreadsheet program and save it anew.", await MessageAsync("cut.xlsx"));
        Assert.Equal(": The file is not an Excel workbook: its first bytes are others. Save it as .xlsx, or let its name say what it is.", await MessageAsync("text.xlsx"));
        Assert.Equal(": The sheet 'Posts' is empty. Expected the names of the columns in the first row.", await MessageAsync("blank.xlsx"));
    }

    private async Task<string> MessageAsync(string name)
    {
        var error = await Assert.ThrowsAsync<InputException>(async () => await CorpusFiles.ReadAsync(_folder.File(name)));
        return error.Message[_folder.File(name).Length..];
    }
}
