using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Inference;

public class LabelRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(2048)]
    [InlineData(3000)]
    public async Task File_holds_what_labelling_one_by_one_gives_in_the_order_of_the_corpus(int posts)
    {
        using var job = new LabelJob(posts);
        var classifier = new HashClassifier();

        await job.RunAsync(classifier);

        Assert.Equal(job.ExpectedCsv(), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
        Assert.Equal(["keys", "manifest.json"], Directory.GetFileSystemEntries(job.RunFolder).Select(Path.GetFileName).Order());
        Assert.False(File.Exists(job.Output + ".partial"));
        Assert.True(classifier.IsDisposed);
    }

    [Fact]
    public async Task Json_lines_hold_the_same_predictions()
    {
        using var csv = new LabelJob(1500);
        using var json = new LabelJob(1500, "labels.jsonl");

        await csv.RunAsync();
        await json.RunAsync();

        Assert.Equivalent(await ReadAsync(csv), await ReadAsync(json), strict: true);
    }

    [Fact]
    public async Task Texts_are_those_of_the_models_template()
    {
        using var job = new LabelJob(1);
        await File.WriteAllTextAsync(job.Corpus, "id,title,body,body_format\np1,Title,see https://example.org now,markdown\n", TestContext.Current.CancellationToken);
        var template = new TextTemplate(new Dictionary<SegmentKind, SegmentTreatment> { [SegmentKind.Link] = SegmentTreatment.Mask }, []);

        await job.RunAsync(request: job.Request with { TextTemplate = template });

        var prediction = Assert.Single(await ReadAsync(job));
        Assert.Equal(HashClassifier.Classify("Title\n\nsee [LINK] now").Probabilities, prediction.Probabilities);
    }

    [Fact]
    public async Task Several_paths_are_labelled_one_after_the_other()
    {
        using var job = new LabelJob(700);
        var second = Path.Combine(job.Folder, "more.csv");
        await File.WriteAllTextAsync(second, LabelJob.CorpusText(200, 500), TestContext.Current.CancellationToken);

        await job.RunAsync(request: job.Request with { CorpusPaths = [job.Corpus, second] });

        Assert.Equal(job.ExpectedCsv(Enumerable.Range(0, 700).Concat(Enumerable.Range(200, 500))), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Doubled_ids_are_labelled_each()
    {
        using var job = new LabelJob(1);
        await File.WriteAllTextAsync(job.Corpus, "id,body\n" + string.Concat(Enumerable.Repeat("same,one\nsame,two\n", 600)), TestContext.Current.CancellationToken);

        var summary = await job.RunAsync();

        Assert.Equal((1200, 1200), (summary.Posts, (await ReadAsync(job)).Count(prediction => prediction.PostId == "same")));
    }

    [Theory]
    [InlineData("labels.csv", "post_id,thread_id,created_at,codes,abstained,p_a,p_b,p_c,truncated,model\n")]
    [InlineData("labels.jsonl", "")]
    public async Task Empty_corpus_gives_a_header_alone_and_a_warning(string output, string expected)
    {
        using var job = new LabelJob(0, output);

        var summary = await job.RunAsync();

        Assert.Equal(expected, await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
        Assert.Equal(["The corpus holds no post."], summary.Warnings);
        Assert.Null(summary.SecondsToFirstBatch);
    }

    [Fact]
    public async Task Summary_and_manifest_count_what_the_file_holds()
    {
        using var job = new LabelJob(2500);

        var summary = await job.RunAsync();

        var rows = await ReadAsync(job);
        Assert.Equal(
            (2500, 0, rows.Count(row => row.Abstained), rows.Count(row => row.Truncated), rows.Count(row => row.CreatedAt is null), Enumerable.Range(0, 2500).Sum(i => LabelJob.Text(i).Length)),
            (summary.Posts, summary.KeptPosts, summary.Abstained, summary.Truncated, summary.Undated, summary.Tokens));
        Assert.Equal(new[] { "a", "b", "c" }.Select(code => KeyValuePair.Create(code, (long)rows.Count(row => row.Codes.Contains(code)))), summary.Codes);
        Assert.Equal(["Posts without text, left without codes: 26 (p0, p97, p194, p291, p388, p485, p582, p679, p776, p873 and 16 more)."], summary.Warnings);
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(job.Output, TestContext.Current.CancellationToken)));
        Assert.Equal(hash, summary.Sha256);

        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(job.RunFolder, "manifest.json"), TestContext.Current.CancellationToken));
        var counts = manifest.RootElement.GetProperty("counts");
        Assert.Equal((2500, summary.Truncated), (counts.GetProperty("posts").GetInt64(), counts.GetProperty("truncated").GetInt64()));
        Assert.Equal(summary.Codes["b"], counts.GetProperty("codes").GetProperty("b").GetInt64());
        Assert.Equal(hash, manifest.RootElement.GetProperty("output").GetProperty("sha256").GetString());
        Assert.Equal("256", manifest.RootElement.GetProperty("plan").GetProperty("options").GetProperty("--max-tokens").GetString());
        Assert.DoesNotContain(job.Folder, manifest.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oddities_are_warnings_and_long_ids_are_not_shown()
    {
        using var job = new LabelJob(1);
        var longId = new string('x', 41);
        await File.WriteAllTextAsync(job.Corpus, $"id,created_at,body\n1,soon,text\n{longId},2024-01-01T00:00:00Z,\n", TestContext.Current.CancellationToken);

        var summary = await job.RunAsync();

        Assert.Equal(
            [
                "Posts without text, left without codes: 1 ((an id of 41 characters)).",
                "Posts with a date that cannot be read, or could be day or month first, left without a date: 1.",
            ],
            summary.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Damaged_file_of_a_folder_is_left_out_or_with_strict_refused(bool strict)
    {
        using var job = new LabelJob(1);
        var folder = Path.Combine(job.Folder, "topics");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "1.json"), """{"id":1,"title":"t","post_stream":{"posts":[{"id":5,"post_number":1,"raw":"text"}]}}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "2.json"), "{", TestContext.Current.CancellationToken);
        var request = job.Request with { CorpusPaths = [folder], Strict = strict };

        if (strict)
        {
            await Assert.ThrowsAsync<InputException>(() => job.RunAsync(request: request));
            Assert.False(File.Exists(job.Output));
            Assert.False(Directory.Exists(job.RunFolder)); // so that the same command labels the mended dump
        }
        else
        {
            var summary = await job.RunAsync(request: request);
            Assert.Equal(1, summary.Posts);
            Assert.StartsWith("Damaged files, left out: 1.\n  ", Assert.Single(summary.Warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Folders_below_and_archives_are_labelled_and_their_files_belong_to_the_plan()
    {
        using var job = new LabelJob(1500);
        var folder = Path.Combine(job.Folder, "dump");
        Directory.CreateDirectory(Path.Combine(folder, "below"));
        File.Copy(job.Corpus, Path.Combine(folder, "below", "a.csv"));
        ZipFile.CreateFromDirectory(folder, Path.Combine(job.Folder, "dump.zip"));

        foreach (var corpus in new[] { folder, Path.Combine(job.Folder, "dump.zip") })
        {
            var request = job.Request with { CorpusPaths = [corpus], Overwrite = true };
            await job.RunAsync(request: request);
            Assert.Equal(job.ExpectedCsv(), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
        }

        var interrupted = job.Request with { CorpusPaths = [folder], Output = job.Output + ".csv" };
        await job.InterruptAsync(1, interrupted);
        await File.AppendAllTextAsync(Path.Combine(folder, "below", "a.csv"), "x,x,,x\n", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<RunException>(() => job.RunAsync(request: interrupted));
    }

    [Fact]
    public async Task Times_and_rates_are_those_of_the_clock()
    {
        using var job = new LabelJob(2000);
        var time = new ManualTime();
        var progress = new List<LabelProgress>();
        var run = new LabelRun(job.Request, () => LoadIn(seconds: 3, new HashClassifier(_ => time.Advance(2)) { SecondsPerBatch = 2 }, time), time, TimeSpan.FromSeconds(1));

        var summary = await run.RunAsync(progress.Add, TestContext.Current.CancellationToken);

        // 1,013 and 966 posts with text: 11 and 10 batches of two seconds
        Assert.Equal((45, 6, 1), (summary.Seconds, summary.SecondsToFirstBatch, summary.EngineShare));
        Assert.Equal((42, 42), (summary.Phases.Forward, summary.Phases.FirstToLastBatch)); // the other phases go on beside it
        Assert.Equal(2000 / 45d, summary.PostsPerSecond);
        Assert.Equal(summary.Tokens / 45d, summary.TokensPerSecond);
        Assert.Equal(new LabelProgress(100, 0, 50), progress[0]);
        Assert.Equal(new LabelProgress(2000, summary.Tokens, 2000 / 42d), progress[^1]);
        Assert.Equal(progress.Select(step => step.Posts).Order(), progress.Select(step => step.Posts));
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_corpus()
    {
        using var job = new LabelJob(40 * LabelJob.Window);
        var memory = new List<long>();
        var files = new List<int>();
        var classifier = new HashClassifier(done =>
        {
            if (done % 110 == 0) // once in ten windows
            {
                memory.Add(GC.GetTotalMemory(forceFullCollection: true));
                files.Add(OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0);
            }
        });

        await job.RunAsync(classifier);

        Assert.Equal(40, classifier.Calls);
        Assert.InRange(classifier.MostTexts, 1, LabelJob.Window);
        Assert.Equal(4, memory.Count);
        Assert.InRange(memory[^1] - memory[1], long.MinValue, 1 << 20); // a window kept would be more in twenty
        Assert.InRange(files[^1] - files[1], int.MinValue, 2);
    }

    [Fact]
    public async Task Failure_of_the_classifier_keeps_the_finished_windows()
    {
        using var job = new LabelJob(3000);
        var broken = new HashClassifier(done => _ = done == 15 ? throw new InvalidDataException("defect") : 0);

        await Assert.ThrowsAsync<InvalidDataException>(() => job.RunAsync(broken));
        var summary = await job.RunAsync();

        Assert.True(broken.IsDisposed);
        Assert.Equal(1024, summary.KeptPosts);
        Assert.Equal(job.ExpectedCsv(), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Damage_of_the_corpus_keeps_the_windows_before_it_and_makes_no_file()
    {
        using var job = new LabelJob(2500);
        await File.AppendAllTextAsync(job.Corpus, "one field\n", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<InputException>(() => job.RunAsync());

        Assert.Equal(2502, error.Line);
        Assert.False(File.Exists(job.Output));
        Assert.Equal([job.Part(0), job.Part(1)], Directory.GetFiles(Path.Combine(job.RunFolder, "parts")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Full_disk_keeps_the_finished_windows_and_no_half_file()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("Needs /dev/full.");
        }

        using var job = new LabelJob(3000);
        await job.InterruptAsync(batch: 0);
        Directory.CreateDirectory(Path.Combine(job.RunFolder, "parts"));
        var place = job.Part(1);
        File.CreateSymbolicLink(place + ".partial", "/dev/full");
        var inPart = await Assert.ThrowsAsync<OutputException>(() => job.RunAsync());
        File.CreateSymbolicLink(job.Output + ".partial", "/dev/full");
        var inFile = await Assert.ThrowsAsync<OutputException>(() => job.RunAsync());

        Assert.Equal(place + ": The disk is full. Free some space or write elsewhere; nothing was left half-written.", inPart.Message);
        Assert.Equal(job.Output + ": The disk is full. Free some space or write elsewhere; nothing was left half-written.", inFile.Message);
        Assert.Equal([job.Corpus], Directory.GetFiles(job.Folder));
        Assert.Equal(3000, (await job.RunAsync()).KeptPosts);
        Assert.Equal(job.ExpectedCsv(), await File.ReadAllTextAsync(job.Output, TestContext.Current.CancellationToken));
    }

    private static HashClassifier LoadIn(int seconds, HashClassifier classifier, ManualTime time)
    {
        time.Advance(seconds);
        return classifier;
    }

    private static async Task<List<Prediction>> ReadAsync(LabelJob job) =>
        await (await PredictionReader.OpenAsync(job.Output, TestContext.Current.CancellationToken)).Predictions.ToListAsync(TestContext.Current.CancellationToken);
}
