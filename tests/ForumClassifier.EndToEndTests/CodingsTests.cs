using System.Text.Json;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>Codings from and to other programs.</summary>
[Collection(typeof(ProgramTests))]
public sealed class CodingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("coded.csv")]
    [InlineData("coded.xlsx")]
    [InlineData("coded.qdpx")]
    [InlineData("coded.qde")]
    public async Task Codings_go_out_and_come_back(string file)
    {
        _folder.Write("posts.csv", MadePosts.Csv(12));
        await RunAsync("codings", "import", "--input", "posts.csv", "--label-column", "label", "--coder", "ada", "--output", "first");

        await RunAsync("codings", "export", "--labeled-data", "first", "--output", file);
        await RunAsync("codings", "import", "--input", file, "--output", "second");

        // they say now which version of the taxonomy they are of
        var codings = File.ReadAllText(_folder.File("first/codings.csv")).Replace(",,,,", ",,1,,", StringComparison.Ordinal);
        Assert.Equal(codings.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal), File.ReadAllLines(_folder.File("second/codings.csv")).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(_folder.File("first/posts.csv")), File.ReadAllBytes(_folder.File("second/posts.csv")));
    }

    [Fact]
    public async Task Predictions_go_out_as_a_coder_of_their_own()
    {
        _folder.Write("posts.csv", MadePosts.Csv(6));
        _folder.Write("predictions.csv", "post_id,thread_id,created_at,codes,abstained,p_speed,p_memory,p_install,truncated,model\np0,t0,,memory,false,0.1,0.8,0.1,false,minilm\n");
        await RunAsync("codings", "import", "--input", "posts.csv", "--label-column", "label", "--coder", "ada", "--output", "first");

        await RunAsync("codings", "export", "--labeled-data", "first", "--predictions", "predictions.csv", "--output", "review.qdpx");
        var imported = await RunAsync("codings", "import", "--input", "review.qdpx", "--output", "second", "--json");

        using var counts = JsonDocument.Parse(imported.Output);
        Assert.Equal((7, 2), (counts.RootElement.GetProperty("codings").GetInt32(), counts.RootElement.GetProperty("coders").GetInt32()));
        Assert.Contains("p0,minilm,memory,,1,,", File.ReadAllLines(_folder.File("second/codings.csv")));
    }

    [Fact]
    public async Task Codings_that_come_back_to_a_newer_taxonomy_say_that_they_are_older()
    {
        _folder.Write("posts.csv", MadePosts.Csv(12));
        await RunAsync("codings", "import", "--input", "posts.csv", "--label-column", "label", "--coder", "ada", "--output", "first");
        await RunAsync("codings", "export", "--labeled-data", "first", "--output", "coded.csv");
        await RunAsync("codings", "export", "--labeled-data", "first", "--output", "coded.qde");
        var newer = File.ReadAllText(_folder.File("first/taxonomy.yaml")).Replace("version: 1", "version: 2", StringComparison.Ordinal);
        _folder.Write("newer.yaml", newer + "changes:\n  - { version: 2, redefine: { code: memory, note: narrower } }\n");

        foreach (var file in (string[])["coded.csv", "coded.qde"])
        {
            await RunAsync("codings", "import", "--input", file, "--taxonomy", "newer.yaml", "--output", "second-" + file);
            await RunAsync("taxonomy", "migrate", "--labeled-data", "second-" + file, "--taxonomy", "newer.yaml", "--output", "third-" + file);

            var asked = File.ReadAllLines(_folder.File($"third-{file}/recode.csv")).Skip(1);
            Assert.Equal(File.ReadAllLines(_folder.File("first/codings.csv")).Count(line => line.Contains(",memory,", StringComparison.Ordinal)), asked.Count());
        }
    }

    [Fact]
    public async Task A_project_that_is_none_is_refused_and_nothing_is_written()
    {
        _folder.Write("broken.qdpx", "this is no archive");

        var run = await BuiltProgram.RunAsync(_folder.Path, "codings", "import", "--input", "broken.qdpx", "--output", "out");

        Assert.Equal((1, "broken.qdpx(1): This is not well-formed XML. Export the file again from the tool that wrote it.\n"), (run.ExitCode, run.Error));
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    private async Task<Finished> RunAsync(params string[] arguments)
    {
        var run = await BuiltProgram.RunAsync(_folder.Path, arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
