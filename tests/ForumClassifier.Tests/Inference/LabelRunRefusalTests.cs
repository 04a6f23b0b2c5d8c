using ForumClassifier.Core;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Inference;

public class LabelRunRefusalTests
{
    [Fact]
    public async Task Other_settings_than_the_plans_are_refused_all_at_once()
    {
        using var job = new LabelJob(2000);
        await job.InterruptAsync(batch: 15);
        await File.AppendAllTextAsync(job.Corpus, "p9,t9,,more\n", TestContext.Current.CancellationToken);

        var error = await RefusedAsync<RunException>(job, job.Request with
        {
            Columns = new PostColumns { IdColumn = "id", TextColumns = ["body"], BodyFormat = BodyFormat.Html },
            Model = new ModelIdentity("hash", new string('1', 64)),
            Options = new Dictionary<string, string> { ["--max-tokens"] = "128", ["--device"] = "cuda" },
            ProgramVersion = "2.0",
        });

        // sizes and hashes from other programs, for the same rows
        Assert.Equal(
            $"""
            {job.RunFolder}: An interrupted labelling lies here that this command would not go on with. Give the command that it was begun with, or add --overwrite to begin anew; they differ in:
              version of the program: the plan has 1.0, this command has 2.0.
              --model: the plan has hash (SHA-256 000000000000...), this command has hash (SHA-256 111111111111...).
              --corpus: the plan has posts.csv, 73304 bytes (SHA-256 ca78344b0a2b...), this command has posts.csv, 73316 bytes (SHA-256 008c396407db...).
              --max-tokens: the plan has 256, this command has 128.
              --precision: the plan has fp32, this command has nothing.
              --id-column: the plan has nothing, this command has id.
              --text-column: the plan has nothing, this command has 'body'.
              --body-format: the plan has nothing, this command has html.
              --device: the plan has nothing, this command has cuda.
            """,
            error.Message);
        Assert.Equal([job.Part(0)], Directory.GetFiles(Path.Combine(job.RunFolder, "parts")));
    }

    [Theory]
    [InlineData("max-tokens")]
    [InlineData("model")]
    [InlineData("version")]
    [InlineData("columns")]
    [InlineData("corpus changed, same size")]
    [InlineData("corpus more")]
    [InlineData("corpus renamed")]
    public async Task Each_change_is_refused_alone(string change)
    {
        using var job = new LabelJob(1500);
        await job.InterruptAsync(batch: 12);
        var other = job.Corpus;
        if (change == "corpus changed, same size")
        {
            var text = await File.ReadAllTextAsync(job.Corpus, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(job.Corpus, text.Replace("text 1499", "test 1499", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }
        else if (change == "corpus renamed")
        {
            other = Path.Combine(job.Folder, "other.csv");
            File.Move(job.Corpus, other);
        }

        var request = change switch
        {
            "max-tokens" => job.Request with { Options = new Dictionary<string, string> { ["--max-tokens"] = "255", ["--precision"] = "fp32" } },
            "model" => job.Request with { Model = new ModelIdentity("hash", new string('0', 63) + "1") },
            "version" => job.Request with { ProgramVersion = "1.1" },
            "columns" => job.Request with { Columns = new PostColumns { TimeColumn = "created_at" } },
            "corpus more" => job.Request with { CorpusPaths = [job.Corpus, job.Corpus] },
            _ => job.Request with { CorpusPaths = [other] },
        };

        await RefusedAsync<RunException>(job, request);
    }

    [Fact]
    public async Task Order_of_the_options_is_no_difference()
    {
        using var job = new LabelJob(1500);
        await job.InterruptAsync(batch: 12);

        var summary = await job.RunAsync(request: job.Request with { Options = new Dictionary<string, string> { ["--precision"] = "fp32", ["--max-tokens"] = "256" } });

        Assert.Equal(1024, summary.KeptPosts);
    }

    [Fact]
    public async Task Finished_file_is_refused()
    {
        using var job = new LabelJob(10);
        await job.RunAsync();

        var error = await RefusedAsync<OutputException>(job);

        Assert.Equal(job.Output + ": The file exists already. Choose another --output, or add --overwrite to replace it.", error.Message);
    }

    [Fact]
    public async Task File_made_by_hand_beside_an_interrupted_run_is_refused()
    {
        using var job = new LabelJob(1500);
        await job.InterruptAsync(batch: 12);
        await File.WriteAllTextAsync(job.Output, "by hand", TestContext.Current.CancellationToken);

        await RefusedAsync<OutputException>(job);
        File.Delete(job.Output);

        Assert.Equal(1024, (await job.RunAsync()).KeptPosts);
    }

    [Fact]
    public async Task Empty_file_is_no_result_but_that_of_an_empty_corpus_is()
    {
        using var job = new LabelJob(10);
        using var empty = new LabelJob(0, "labels.jsonl");
        await File.WriteAllTextAsync(job.Output, "", TestContext.Current.CancellationToken);
        await empty.RunAsync();

        await job.RunAsync();
        await RefusedAsync<OutputException>(empty);

        Assert.Equal(job.ExpectedCsv(), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Finished_run_without_its_file_is_refused()
    {
        using var job = new LabelJob(10);
        await job.RunAsync();
        File.Delete(job.Output);

        var error = await RefusedAsync<RunException>(job);

        Assert.Equal(job.RunFolder + ": The labelling came to its end, but labels.csv is gone. Put it back, or add --overwrite to label anew.", error.Message);
        Assert.Equal(10, (await job.RunAsync(request: job.Request with { Overwrite = true })).Posts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Folder_of_something_else_is_left_alone(bool overwrite)
    {
        using var job = new LabelJob(10);
        Directory.CreateDirectory(job.RunFolder);
        var thesis = Path.Combine(job.RunFolder, "thesis.docx");
        await File.WriteAllTextAsync(thesis, "work of years", TestContext.Current.CancellationToken);

        var error = await RefusedAsync<RunException>(job, job.Request with { Overwrite = overwrite });

        Assert.Equal(job.RunFolder + ": The folder holds no plan.json: it is not that of a labelling. Move it away, or choose another --output.", error.Message);
        Assert.True(File.Exists(thesis));
    }

    [Fact]
    public async Task File_in_the_place_of_the_runs_folder_is_refused()
    {
        using var job = new LabelJob(10);
        await File.WriteAllTextAsync(job.RunFolder, "", TestContext.Current.CancellationToken);

        var error = await RefusedAsync<RunException>(job);

        Assert.Equal(job.RunFolder + ": A file stands where the folder of the run would be. Move it away, or choose another --output.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"format_version\":")]
    public async Task Damaged_plan_is_refused(string content)
    {
        using var job = new LabelJob(1500);
        await job.InterruptAsync(batch: 12);
        var plan = Path.Combine(job.RunFolder, "plan.json");
        await File.WriteAllTextAsync(plan, content, TestContext.Current.CancellationToken);

        var error = await RefusedAsync<RunException>(job);

        Assert.StartsWith(plan + ": The file is damaged (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("). Add --overwrite to begin anew, or choose another --output.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_refused_before_a_text_is_classified()
    {
        using var job = new LabelJob(10);

        await RefusedAsync<OutputException>(job, job.Request with { Output = Path.Combine(job.Corpus, "below", "labels.csv") }, isModelLoaded: true);
        await RefusedAsync<OutputException>(job, job.Request with { Output = job.Folder + "/labels.xlsx" });
        var folder = Path.Combine(job.Folder, "folder.csv");
        Directory.CreateDirectory(folder);
        var error = await RefusedAsync<OutputException>(job, job.Request with { Output = folder, Overwrite = true });

        Assert.Equal(folder + ": This is a folder. Name a file.", error.Message);
    }

    [Fact]
    public async Task Corpus_as_output_is_refused()
    {
        using var job = new LabelJob(10);

        var error = await RefusedAsync<OutputException>(job, job.Request with { Output = job.Corpus, Overwrite = true });

        Assert.Equal(job.Corpus + ": This is a file of the corpus, or lies in its folder. Choose another --output.", error.Message);
        await Assert.ThrowsAsync<OutputException>(() => job.RunAsync(request: job.Request with { CorpusPaths = [job.Folder] }));
        Assert.Equal(LabelJob.CorpusText(0, 10), await File.ReadAllTextAsync(job.Corpus, TestContext.Current.CancellationToken));
    }

    private static async Task<T> RefusedAsync<T>(LabelJob job, LabelRequest? request = null, bool isModelLoaded = false) where T : ForumClassifierException
    {
        var loads = 0;
        var classifier = new HashClassifier();
        var run = new LabelRun(request ?? job.Request, () => loads++ == 0 ? classifier : throw new InvalidOperationException(), TimeProvider.System);

        var error = await Assert.ThrowsAsync<T>(() => run.RunAsync(null, TestContext.Current.CancellationToken));

        Assert.Equal((isModelLoaded ? 1 : 0, 0), (loads, classifier.Calls));
        return error;
    }
}
