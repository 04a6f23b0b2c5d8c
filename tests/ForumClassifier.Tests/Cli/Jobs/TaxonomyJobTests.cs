using System.Text.Json;
using System.Text.RegularExpressions;
using ForumClassifier.Analysis.Trends;
using ForumClassifier.Cli.Commands.Taxonomies;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Jobs.Taxonomies;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Taxonomies;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Cli.Jobs;

/// <summary>The commands of <c>taxonomy</c> on the example of docs/taxonomy.md, whose files and outputs stand there in fenced blocks.</summary>
public sealed partial class TaxonomyJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly string _page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "taxonomy.md"));

    public TaxonomyJobTests()
    {
        Write("labeled-data/help-forum/taxonomy.yaml");
        Write("labeled-data/help-forum/posts.csv");
        Write("labeled-data/help-forum/codings.csv");
        Write("taxonomy-2.yaml");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Example_of_all_kinds_of_changes_is_carried_over_as_the_page_says()
    {
        var before = Directory.EnumerateFiles(Old).ToDictionary(file => file, File.ReadAllText);

        await TaxonomyMigrateJob.RunAsync(new TaxonomyMigrateRequest(Old, New, _folder.File("new"), null, ComputeChoice.Automatic, false, false), Screen(), TestContext.Current.CancellationToken);

        Assert.Equal(Block("labeled-data/help-forum-2/codings.csv"), File.ReadAllText(_folder.File("new/codings.csv")));
        Assert.Equal(Block("labeled-data/help-forum-2/recode.csv"), File.ReadAllText(_folder.File("new/recode.csv")));
        Assert.Equal(Block("migrate"), _output.ToString().Replace(_folder.File("new"), "labeled-data/help-forum-2", StringComparison.Ordinal));
        Assert.Equal(before, Directory.EnumerateFiles(Old).ToDictionary(file => file, File.ReadAllText));
        Assert.Equal(File.ReadAllText(Path.Combine(Old, "posts.csv")), File.ReadAllText(_folder.File("new/posts.csv")));
        var labelled = await LabelledDataReader.ReadAsync(_folder.File("new"), new(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["p1", "p2", "p3", "p4", "p5", "p6", "p8"], labelled.Posts.Select(post => post.Post.Id)); // p7 is never "none of them"
    }

    [Fact]
    public async Task A_taxonomy_of_another_name_is_told()
    {
        File.WriteAllText(New, File.ReadAllText(New).Replace("name: help-forum", "name: other-forum", StringComparison.Ordinal));

        await TaxonomyMigrateJob.RunAsync(new TaxonomyMigrateRequest(Old, New, _folder.File("new"), null, ComputeChoice.Automatic, false, false), Screen(), TestContext.Current.CancellationToken);

        Assert.Equal($"Warning: {Old} is of the taxonomy help-forum, and {New} is other-forum: check that its ledger is meant for these codings.\n", _error.ToString());
    }

    [Fact]
    public async Task Folder_that_is_carried_over_is_not_replaced()
    {
        var request = new TaxonomyMigrateRequest(Old, New, Old, null, ComputeChoice.Automatic, Overwrite: true, false);

        var error = await Assert.ThrowsAsync<OutputException>(() => TaxonomyMigrateJob.RunAsync(request, Screen(), TestContext.Current.CancellationToken));

        Assert.Equal($"{Old}: This is the folder that is carried over. Choose another --output; the old one stays as it is.", error.Message);
    }

    [Fact]
    public void Differences_are_shown_as_the_page_says()
    {
        TaxonomyDiffJob.Run(Path.Combine(Old, "taxonomy.yaml"), New, json: false, Screen());

        Assert.Equal(Block("diff"), _output.ToString());
    }

    [Fact]
    public void Valid_taxonomy_is_called_valid()
    {
        TaxonomyCheckJob.Run(New, json: false, Screen());

        Assert.Equal(Block("check"), _output.ToString().Replace(New, "taxonomy-2.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tree_is_shown_with_its_posts()
    {
        await TaxonomyShowJob.RunAsync(Path.Combine(Old, "taxonomy.yaml"), Old, json: true, Screen(), TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(_output.ToString());
        var speed = json.RootElement.GetProperty("codes")[0];
        Assert.Equal(("speed", 1, 3), (speed.GetProperty("id").GetString(), speed.GetProperty("posts").GetInt32(), speed.GetProperty("posts_with_those_below").GetInt32()));
        Assert.Equal("slow-training", speed.GetProperty("children")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Tree_in_a_file_has_a_line_for_each_code()
    {
        var id = $"speed.{new string('x', 150)}";
        var taxonomy = _folder.Write("long.yaml", $"name: t\nversion: 1\nassignment: single\ncodes:\n  - id: speed\n    name: Speed\n    children: [{{ id: {id}, name: A name of several words }}]\n");

        await TaxonomyShowJob.RunAsync(taxonomy, null, json: false, Screen(), TestContext.Current.CancellationToken);

        Assert.Contains(_output.ToString().Split('\n'), line => line.Contains($"    {id}   A name of several words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_model_does_not_hide_what_else_is_of_an_older_version()
    {
        Directory.CreateDirectory(_folder.File("damaged"));
        var damaged = _folder.Write("damaged/classifier.json", "{");

        await TaxonomyStaleJob.RunAsync(New, Old, Path.GetDirectoryName(damaged), json: true, Screen(), TestContext.Current.CancellationToken);

        Assert.StartsWith($"Warning: Left out: {damaged}: It is damaged (", _error.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Contains(json.RootElement.GetProperty("found").EnumerateArray(), found => found.GetProperty("path").GetString() == Old && found.GetProperty("is_stale").GetBoolean());
    }

    [Fact]
    public async Task Published_codebooks_become_one_taxonomy_and_come_back_from_csv()
    {
        string[] inputs = [SharedData.Require("data", "seed-paper", "codebook-Challenges.csv"), SharedData.Require("data", "seed-paper", "codebook-Benefits.csv")];
        await TaxonomyConversionJob.RunAsync(new TaxonomyConversion(inputs, _folder.File("paper/taxonomy.yaml"), "csv", "auto", null, false, false), Screen(), TestContext.Current.CancellationToken);
        await TaxonomyConversionJob.RunAsync(new TaxonomyConversion([_folder.File("paper/taxonomy.yaml")], _folder.File("paper.csv"), "auto", "auto", null, false, false), Screen(), TestContext.Current.CancellationToken);

        var taxonomy = TaxonomyFile.Read(_folder.File("paper/taxonomy.yaml"));
        Assert.Equal(("paper", 1, Assignment.Multiple, 23, 84), (taxonomy.Name, taxonomy.Version, taxonomy.Assignment, taxonomy.Codes.Count, taxonomy.All().Count()));
        Assert.Equivalent(taxonomy, await CodebookReader.ReadAsync(_folder.File("paper.csv"), TestContext.Current.CancellationToken), strict: true);
    }

    [Fact]
    public async Task Predictions_of_both_versions_make_one_series()
    {
        var old = _folder.Write("old.csv", "post_id,thread_id,created_at,codes,abstained,p_slow-training,p_slow-inference,p_documentation,truncated,model\n"
            + "1,1,2024-01-02T00:00:00Z,slow-training,false,0.9,0.1,0.1,false,m1\n2,2,2024-01-03T00:00:00Z,documentation,false,0.1,0.1,0.9,false,m1\n");
        var current = _folder.Write("new.csv", "post_id,thread_id,created_at,codes,abstained,p_speed,p_wrong-documentation,truncated,model\n3,3,2024-02-02T00:00:00Z,speed,false,0.9,0.1,false,m2\n");

        await TrendsJob.RunAsync(new TrendsRequest([old, current], _folder.File("trends"), TrendPeriod.Month, New, false), Screen(), TestContext.Current.CancellationToken);

        Assert.StartsWith("""
            3 of 3 posts counted (0 without a date, 0 without a decision), 2 periods
            old.csv is of version 1: slow-training was merged in version 2; 1 post counted for speed
            old.csv is of version 1: slow-inference was merged in version 2; 0 posts counted for speed
            old.csv is of version 1: documentation was split in version 2; 1 post cannot be counted for a code of today
            """, _output.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("speed,Performance,,2024-01,2024-01-01,1,2,0.5,", File.ReadLines(_folder.File("trends/trends.csv")).Skip(1).First(), StringComparison.Ordinal);
        Assert.Contains("split in version 2", File.ReadAllText(_folder.File("trends/report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_another_assignment_is_not_measured()
    {
        var model = new ClassifierDescription
        {
            Name = "m",
            Taxonomy = TaxonomyFile.Read(Path.Combine(Old, "taxonomy.yaml")) with { Assignment = Assignment.Single },
            Codes = ["speed"],
            Pooling = Pooling.Mean,
            TextTemplate = TextTemplate.Default,
            MaxTokens = 64,
            Thresholds = null,
        };
        var request = new EvaluateRequest("m", Old, new(), null, null, null, null, ComputeChoice.Automatic, false, false);

        var error = await Assert.ThrowsAsync<EvaluationException>(() => EvaluateCrosswalk.ReadAsync(request, model, TestContext.Current.CancellationToken));

        Assert.Equal($"{Old}: The assignment of its taxonomy is multiple, that of the model m single. Evaluate with codings of the same assignment, or train a model on these.", error.Message);
    }

    [Fact]
    public async Task Options_of_migrate_that_are_missing_are_wrong_usage()
    {
        var error = await Assert.ThrowsAsync<ForumClassifier.Cli.UsageException>(() =>
            new TaxonomyMigrateCommand().Parse(["--taxonomy", New]).InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken));

        Assert.Equal("Options '--labeled-data' and '--output' are required, unless --check is given.", error.Message);
    }

    private string Old => _folder.File("labeled-data/help-forum");

    private string New => _folder.File("taxonomy-2.yaml");

    private Screen Screen() => new(_output, _error);

    private void Write(string name)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a file of a folder
        File.WriteAllText(path, Block(name));
    }

    /// <summary>The fenced block of the page that its own line names.</summary>
    private string Block(string name) => Fence().Matches(_page.ReplaceLineEndings("\n")).Single(match => match.Groups["name"].Value == name).Groups["text"].Value;

    [GeneratedRegex(@"^<!-- (?<name>\S+) -->\n```[a-z]*\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
