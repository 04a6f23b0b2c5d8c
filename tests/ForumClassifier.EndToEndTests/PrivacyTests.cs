using System.Globalization;
using System.Text;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>The whole job on posts that each hold a word of its own: nothing that the program says or writes holds one of them.</summary>
[Collection(typeof(ProgramTests))]
public sealed class PrivacyTests(BuiltProgram program) : IDisposable
{
    private const string Marker = "zyxmarker"; // a number follows: the word of that post

    private readonly TemporaryFolder _input = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<Finished> _runs = [];

    public void Dispose()
    {
        _input.Dispose();
        _folder.Dispose();
    }

    [SlowFact]
    public async Task No_text_of_a_post_is_said_or_written()
    {
        var posts = _input.Write("posts.csv", MadePosts.Csv(60, addTo: Word));
        var corpus = _input.Write("corpus.csv", MadePosts.Csv(3000, addTo: Word) + "p3000,t,yesterday,,,\n");
        string[] compute = ["--precision", "fp32"];
        string[] training = ["train", "--labeled-data", posts, "--label-column", "label", "--encoder", program.Encoder, "--max-tokens", "32", "--epochs", "3", "--output", "model", .. compute];
        string[] labelling = ["label", "--model", "model", "--corpus", corpus, "--output", "predictions.csv", .. compute];

        await StopAsync(training, () => Path.Exists(_folder.File("model.partial/measured/epoch-0001")));
        AssertNothingWritten();
        await RunAsync(0, training);
        await RunAsync(0, ["evaluate", "--model", "model", "--labeled-data", posts, "--label-column", "label", "--output", "evaluation", .. compute]);
        await StopAsync(labelling, () => _folder.Holds("predictions.csv.run/parts", "000000-*"));
        AssertNothingWritten();
        await RunAsync(0, labelling);
        await RunAsync(0, ["label", "--model", "model", "--corpus", corpus, "--output", "predictions.jsonl", .. compute]);
        await RunAsync(0, ["trends", "--predictions", "predictions.csv", "--output", "trends"]);

        AssertNothingWritten();
        AssertNothingSaid();
    }

    [Theory]
    [InlineData("--label-column body", "Warning: 12 codes have one or two coded posts: trained on, but not measured (")]
    [InlineData("--label-column label --id-column body --test-data empty.csv", "Warning: empty.csv: 4 posts have no text and are left out: (a text of ")]
    public async Task A_column_taken_for_another_is_not_quoted(string columns, string begin)
    {
        _input.Write("posts.csv", MadePosts.Csv(12, addTo: Word));
        _input.Write("empty.csv", "body,title,label\n" + string.Concat(Enumerable.Range(0, 4).Select(i => $"A text that is long enough to be one{Word(i)},,speed\n")));

        // there is no such folder of libtorch: nothing is trained
        var run = await BuiltProgram.RunAsync(_input.Path, ["train", "--labeled-data", "posts.csv", "--output", "model", "--libtorch", "none", "--text-column", "title", .. columns.Split(' ')]);

        _runs.Add(run);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(begin, run.Error, StringComparison.Ordinal);
        AssertNothingSaid();
    }

    [Fact]
    public async Task Damage_is_described_without_the_text()
    {
        var good = MadePosts.Csv(12, addTo: Word);
        foreach (var (name, content) in new[]
        {
            ("quote.csv", good + "p12,t,,\"never closed zyxmarker,speed\n"),
            ("fields.csv", good + "p12,t,,zyxmarker, zyxmarker, zyxmarker,speed\n"),
            ("doubled.csv", good + "p1,t,,zyxmarker,zyxmarker,speed\n"),
            ("code.csv", good + "p12,t,,zyxmarker,zyxmarker,it was the zyxmarker that I put into the column beside;so\n"),
            ("broken.jsonl", "{\"id\": \"1\", \"body\": \"zyxmarker\", \"label\": zyxmarker}\n"),
            ("array.jsonl", "{\"id\": \"1\", \"body\": [\"zyxmarker\"], \"label\": \"speed\"}\n"),
            ("half.jsonl", "{\"id\": \"1\", \"body\": \"zyxmarker \\ud83d\", \"label\": \"speed\"}\n"),
        })
        {
            _input.Write(name, content);

            var run = await BuiltProgram.RunAsync(_input.Path, "train", "--labeled-data", name, "--label-column", "label", "--output", "model");

            _runs.Add(run);
            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith(name, run.Error, StringComparison.Ordinal);
        }

        AssertNothingSaid();
        Assert.False(Path.Exists(_input.File("model.partial")));
    }

    private static string Word(int post) => string.Create(CultureInfo.InvariantCulture, $" {Marker}{post}");

    private async Task RunAsync(int exitCode, string[] arguments)
    {
        var run = await BuiltProgram.RunAsync(_folder.Path, arguments);
        _runs.Add(run);
        Assert.True(run.ExitCode == exitCode, run.Error);
    }

    private async Task StopAsync(string[] arguments, Func<bool> isFarEnough)
    {
        using var child = BuiltProgram.Start(_folder.Path, arguments);
        Assert.True(await child.WaitUntilAsync(isFarEnough), "It ended before it could be stopped.");
        child.Terminate();
        var run = await child.WaitAsync();
        _runs.Add(run);
        Assert.Equal(75, run.ExitCode);
    }

    private void AssertNothingSaid() =>
        Assert.All(_runs, run => Assert.DoesNotContain(Marker, run.Output + run.Error, StringComparison.OrdinalIgnoreCase));

    private void AssertNothingWritten()
    {
        var entries = Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.DoesNotContain(Marker, entry, StringComparison.OrdinalIgnoreCase));
        Assert.All(entries.Where(File.Exists), file => Assert.False(Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains(Marker, StringComparison.OrdinalIgnoreCase), file));
    }
}
