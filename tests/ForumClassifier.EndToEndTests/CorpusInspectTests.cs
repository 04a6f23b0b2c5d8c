using System.IO.Compression;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary><c>corpus inspect</c>, on a dump that is not whole.</summary>
[Collection(typeof(ProgramTests))]
public sealed class CorpusInspectTests : IDisposable
{
    private const string Topic = """{"post_stream": {"posts": [{"id": 7, "username": "ann", "created_at": "2024-03-04T12:00:00Z", "post_number": 1, "cooked": "<p>secret</p>"}], "stream": [7, 8, 9]}, "id": 5, "title": "secret"}""";
    private const string Damage = "dump.zip/6.json(1): The file is not valid JSON (byte 18 of the line or of the object). Expected a JSON object, an array of objects, or an object a line.";

    private readonly TemporaryFolder _folder = new();

    public CorpusInspectTests()
    {
        _folder.Write("dump/5.json", Topic);
        _folder.Write("dump/6.json", "{\"post_stream\": {");
        ZipFile.CreateFromDirectory(_folder.File("dump"), _folder.File("dump.zip"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_dump_is_described_and_what_is_wrong_with_it_is_told()
    {
        var run = await BuiltProgram.RunAsync(_folder.Path, "corpus", "inspect", "--corpus", "dump.zip");

        Assert.Equal(
            """
            discourse topic:    1 file
            Posts:              1 in 1 thread by 1 author
            Dates:              2024-03-04 to 2024-03-04; 0 posts without, 0 of them with one that cannot be read (0 day or month first)
            Bodies:             html 1
            Characters:         13; median 13, 95 % up to 13, longest 13
            Without text:       0
            Doubled ids:        0
            Equal texts:        0 posts share 0 texts; case and white space do not count
            Nearly equal texts: 0 posts in 0 groups
            Missing posts:      2 in 1 topics: 2 of topic 5

            """,
            run.Output);
        Assert.Equal((0, $"Warning: Damaged, left out from there on: {Damage}\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public Task With_strict_the_damage_is_an_error() => Refusal.AssertAsync(_folder, 1, Damage, ["corpus", "inspect", "--corpus", "dump.zip", "--strict"]);

    [Fact]
    public Task A_dump_of_another_format_than_the_named_one_is_refused() => Refusal.AssertAsync(
        _folder, 1,
        "dump/5.json: The object is no issue and no comment. Expected an issue (url, number, title, user) or a comment (issue_url, id, body, user) as GitHub's REST API gives it.",
        ["corpus", "inspect", "--corpus", "dump/5.json", "--format", "github"]);
}
