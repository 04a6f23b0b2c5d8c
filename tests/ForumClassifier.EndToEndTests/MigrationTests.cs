using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>A change of the taxonomy from end to end: codings, model, predictions, figures and trends.</summary>
[Collection(typeof(ProgramTests))]
public sealed class MigrationTests(BuiltProgram program) : IDisposable
{
    private const string Newer = """
        name: posts
        version: 2
        assignment: single
        codes:
          - { id: performance, name: Performance }
          - { id: linux, name: Installing on Linux }
          - { id: windows, name: Installing on Windows }
        changes:
          - { version: 2, merge: { codes: [speed, memory], into: performance } }
          - { version: 2, split: { code: install, into: [linux, windows] } }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SlowFact]
    public async Task A_change_of_the_taxonomy_loses_nothing()
    {
        await program.CopyModelAsync(_folder.File("older"));
        var posts = MadePosts.Csv(48); // 16 of each code
        _folder.Write("posts.csv", posts);
        _folder.Write("newer.yaml", Newer);
        await RunAsync("codings", "import", "--input", "posts.csv", "--label-column", "label", "--coder", "one", "--output", "coded");
        var before = File.ReadAllBytes(_folder.File("coded/codings.csv"));

        var migrated = await RunAsync("taxonomy", "migrate", "--labeled-data", "coded", "--taxonomy", "newer.yaml", "--output", "recoded", "--model", "older");

        Assert.Contains("48 codings of 48 posts to posts version 2: 32 carried over, 16 with candidates that wait, 0 not written", migrated.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.File("coded/codings.csv")));
        var recode = File.ReadLines(_folder.File("recoded/recode.csv")).Select(line => line.Split(',')).ToList();
        Assert.Equal(Posts(posts, "install"), recode.Skip(1).Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.Equal(recode.Skip(1).Select(row => row[^1]).OrderDescending(StringComparer.Ordinal), recode.Skip(1).Select(row => row[^1]));

        var waiting = await BuiltProgram.RunAsync(_folder.Path, Train("waiting"));
        Assert.Equal(1, waiting.ExitCode);
        Assert.Contains("recoded: 16 posts wait for a decision on their code and are left out: p2, p5, ", waiting.Error, StringComparison.Ordinal);
    }

    [SlowFact]
    public async Task Figures_and_trends_go_on_over_a_change_of_the_taxonomy()
    {
        await program.CopyModelAsync(_folder.File("older"));
        var posts = MadePosts.Csv(48);
        _folder.Write("posts.csv", posts);
        _folder.Write("newer.yaml", Newer);
        _folder.Write("recoded/taxonomy.yaml", Newer);
        _folder.Write("recoded/posts.csv", posts);
        _folder.Write("recoded/codings.csv", "post_id,coder,codes,taxonomy_version\n" + string.Concat(posts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select((line, i) =>
            $"p{i},one,{(line.EndsWith("install", StringComparison.Ordinal) ? i % 2 == 0 ? "linux" : "windows" : "performance")},2\n")));

        var trained = await RunAsync(Train("newer"));
        Assert.Contains("0 codes kept, 1 merged (performance), 2 new (linux, windows)", trained.Output, StringComparison.Ordinal);

        var evaluated = await RunAsync("evaluate", "--model", "older", "--labeled-data", "recoded", "--precision", "fp32", "--output", "evaluation");
        Assert.Contains("linux+windows", evaluated.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["coders,linux,linux+windows", "coders,windows,linux+windows", "model,install,linux+windows", "model,memory,performance", "model,speed,performance"],
            File.ReadLines(_folder.File("evaluation/crosswalk.csv")).Skip(1).Select(line => string.Join(',', line.Split(',')[..3])).Order(StringComparer.Ordinal));

        await RunAsync("label", "--model", "older", "--corpus", "posts.csv", "--precision", "fp32", "--output", "older.csv");
        await RunAsync("label", "--model", "newer", "--corpus", "posts.csv", "--precision", "fp32", "--output", "newer.csv");
        var trends = await RunAsync("trends", "--predictions", "older.csv", "newer.csv", "--taxonomy", "newer.yaml", "--period", "year", "--output", "trends");
        var performance = Chosen("older.csv", "speed") + Chosen("older.csv", "memory") + Chosen("newer.csv", "performance");
        var row = File.ReadLines(_folder.File("trends/trends.csv")).Select(line => line.Split(',')).Single(fields => fields[0] == "performance");
        Assert.Equal(($"{performance}", "96"), (row[5], row[6]));
        Assert.Contains("install", trends.Output, StringComparison.Ordinal);
    }

    private int Chosen(string file, string code) => File.ReadLines(_folder.File(file)).Skip(1).Count(line => line.Split(',')[3] == code);

    private static IEnumerable<string> Posts(string csv, string label) =>
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).Where(fields => fields[^1] == label).Select(fields => fields[0]).Order(StringComparer.Ordinal);

    private static string[] Train(string output) =>
        ["train", "--from", "older", "--labeled-data", "recoded", "--max-tokens", "32", "--precision", "fp32", "--epochs", "2", "--output", output];

    private async Task<Finished> RunAsync(params string[] arguments)
    {
        var run = await BuiltProgram.RunAsync(_folder.Path, arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
