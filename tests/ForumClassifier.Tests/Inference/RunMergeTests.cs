using System.Text.RegularExpressions;
using ForumClassifier.Core.Files;
using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Inference;

public class RunMergeTests
{
    private const int Posts = 4500; // five parts; of three shards the first has one, the others two

    [Theory]
    [InlineData("receipt deleted", "receipts/00001.json is missing", 1)]
    [InlineData("receipt cut", "receipts/00001.json is damaged", 1)]
    [InlineData("receipt doubled", "receipts/00001.json is damaged", 1)]
    [InlineData("receipt flipped", "receipts/00001.json is damaged", 1)]
    [InlineData("receipt swapped", "receipts/00001.json is that of shard 2", 1, 2)]
    [InlineData("receipt copied", "receipts/00001.json is that of shard 2", 1)]
    [InlineData("part deleted", "parts/000001-[0-9a-f]{64} is missing", 1)]
    [InlineData("part cut", "parts/000001-[0-9a-f]{64} is damaged", 1)]
    [InlineData("part doubled", "parts/000001-[0-9a-f]{64} is damaged", 1)]
    [InlineData("part flipped", "parts/000001-[0-9a-f]{64} is damaged", 1)]
    [InlineData("part swapped", "parts/000001-[0-9a-f]{64} is damaged", 1, 2)]
    [InlineData("part emptied", "parts/000001-[0-9a-f]{64} is damaged", 1)]
    [InlineData("receipt of another plan", "receipts/00001.json is of another plan", 1)]
    public async Task Damage_is_named_with_the_commands_that_mend_it(string damage, string what, params int[] shards)
    {
        using var job = new PlannedJob(Posts);
        using var other = new PlannedJob(Posts + 1);
        await job.FinishAsync(3);
        await other.FinishAsync(3);
        var (thing, act) = (damage.Split(' ')[0], damage[(damage.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var file = thing == "part" ? job.Part(1) : job.Receipt(1);
        Damage(file, act, thing == "part" ? job.Part(3) : job.Receipt(2), other.Receipt(1));

        Exception error = act == "deleted" ? await Assert.ThrowsAsync<RunIncompleteException>(() => job.MergeAsync()) : await Assert.ThrowsAsync<RunDamagedException>(() => job.MergeAsync());

        Assert.Matches($"^{Regex.Escape(job.Run)}: The run is not [^:]*: {what}[.;]", error.Message);
        Assert.EndsWith("Then merge again, after:" + string.Concat(shards.Select(shard => $"\n  forum-classifier label --run {job.Run} --shard {shard}")), error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(job.Job.Output));
        foreach (var shard in shards)
        {
            await job.LabelAsync(shard);
        }

        await job.MergeAsync();
        Assert.Equal(job.Job.ExpectedCsv(), await job.MergedAsync());
    }

    [Fact]
    public async Task Corpus_and_run_are_not_written_over()
    {
        using var job = new PlannedJob(Posts);
        await job.FinishAsync(1);
        var corpus = await File.ReadAllTextAsync(job.Job.Corpus, TestContext.Current.CancellationToken);
        Task MergeTo(string output) => new RunMerge(job.Run, output, overwrite: true, new HurriedTime()).MergeAsync(null, TestContext.Current.CancellationToken);

        var onCorpus = await Assert.ThrowsAsync<OutputException>(() => MergeTo(job.Job.Corpus));
        var inRun = await Assert.ThrowsAsync<OutputException>(() => MergeTo(Path.Combine(job.Run, "labels.csv")));

        Assert.Equal($"{job.Job.Corpus}: This is a file of the corpus, or lies in its folder. Choose another --output.", onCorpus.Message);
        Assert.Equal($"{Path.Combine(job.Run, "labels.csv")}: This lies in the folder of the run. Choose a place beside it.", inRun.Message);
        Assert.Equal(corpus, await File.ReadAllTextAsync(job.Job.Corpus, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lost_plan_is_not_replaced_by_another(bool hasReceipts)
    {
        using var job = new PlannedJob(Posts);
        await job.FinishAsync(3);
        File.Delete(Path.Combine(job.Run, "plan.json"));
        if (!hasReceipts)
        {
            Directory.Delete(Path.Combine(job.Run, "receipts"), recursive: true);
        }

        var error = await Assert.ThrowsAsync<RunException>(() => job.PlanAsync(2));

        Assert.StartsWith($"{job.Run}: Here lies what was labelled by another plan, and that plan is lost. Give the plan command as it was given at first;", error.Message, StringComparison.Ordinal);
        await job.PlanAsync(3);
        Assert.Equal(Posts, RunStatus.Read(job.Run, TimeProvider.System).Done);
        await job.PlanAsync(2, job.Job.Request with { Overwrite = true });
        Assert.Equal(0, RunStatus.Read(job.Run, TimeProvider.System).Done);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("cut")]
    [InlineData("doubled")]
    [InlineData("flipped")]
    [InlineData("emptied")]
    [InlineData("swapped")]
    public async Task Damaged_plan_is_mended_by_planning_again(string act)
    {
        using var job = new PlannedJob(Posts);
        using var other = new PlannedJob(Posts + 1);
        await job.FinishAsync(3);
        await other.PlanAsync(3);
        var plan = Path.Combine(job.Run, "plan.json");
        if (act == "swapped")
        {
            File.Copy(Path.Combine(other.Run, "plan.json"), plan, overwrite: true);
            Assert.Contains("receipts/00000.json is of another plan", (await Assert.ThrowsAsync<RunDamagedException>(() => job.MergeAsync())).Message, StringComparison.Ordinal);
            Assert.Contains("posts.csv", (await Assert.ThrowsAsync<RunDamagedException>(() => job.LabelAsync(0))).Message, StringComparison.Ordinal);
            File.Delete(plan);
        }
        else
        {
            Damage(plan, act, plan, plan);
            const string Again = "Give the plan command of this run again, with the same options; what is finished is kept.";
            Exception error = act == "deleted" ? await Assert.ThrowsAsync<RunIncompleteException>(() => job.MergeAsync()) : await Assert.ThrowsAsync<RunDamagedException>(() => job.MergeAsync());
            Assert.StartsWith($"{plan}: The plan is {(act == "deleted" ? "missing" : "damaged (")}", error.Message, StringComparison.Ordinal);
            Assert.EndsWith(Again, error.Message, StringComparison.Ordinal);
        }

        await job.PlanAsync(3);

        Assert.True((await job.LabelAsync(1)).WasFinished);
        await job.MergeAsync();
        Assert.Equal(job.Job.ExpectedCsv(), await job.MergedAsync());
    }

    [Fact]
    public async Task No_flipped_bit_is_merged()
    {
        using var job = new PlannedJob(1500);
        await job.FinishAsync(2);
        var files = Directory.GetFiles(job.Run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var random = new Random(7);
        Assert.Equal(5, files.Length);

        for (var i = 0; i < 100; i++)
        {
            var file = files[i % files.Length];
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var (place, bit) = (random.Next(bytes.Length), random.Next(8));
            bytes[place] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<RunDamagedException>(() => job.MergeAsync());
            bytes[place] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        }

        await job.MergeAsync();
        Assert.Equal(job.Job.ExpectedCsv(), await job.MergedAsync());
    }

    [Fact]
    public async Task Missing_receipt_is_waited_for_ninety_seconds()
    {
        using var job = new PlannedJob(2000);
        await job.FinishAsync(2);
        var (receipt, away) = (job.Receipt(1), job.Receipt(1) + ".away");
        File.Move(receipt, away);
        var never = new HurriedTime();

        await Assert.ThrowsAsync<RunIncompleteException>(() => job.MergeAsync(never));
        await job.MergeAsync(new HurriedTime(delay =>
        {
            if (delay == 16)
            {
                File.Move(away, receipt);
            }
        }));

        Assert.Equal(18, never.Delays); // of five seconds
        Assert.Equal(job.Job.ExpectedCsv(), await job.MergedAsync());
    }

    [Fact]
    public async Task Merge_may_be_repeated_and_does_not_replace_another_file()
    {
        using var job = new PlannedJob(2000);
        await job.FinishAsync(2);

        var first = await job.MergeAsync();
        var second = await job.MergeAsync();
        await File.WriteAllTextAsync(job.Job.Output, "by hand", TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<OutputException>(() => job.MergeAsync());
        await job.MergeAsync(overwrite: true);

        Assert.Equal((false, true, first.Sha256), (first.WasMerged, second.WasMerged, second.Sha256));
        Assert.Equal(job.Job.Output + ": The file exists already, with other content. Choose another --output, or add --overwrite to replace it.", error.Message);
        Assert.Equal(job.Job.ExpectedCsv(), await job.MergedAsync());
    }

    [Fact]
    public async Task Summary_is_that_of_a_plain_labelling()
    {
        using var plain = new LabelJob(Posts);
        using var job = new PlannedJob(Posts);
        await job.FinishAsync(3);

        var (expected, merged) = (await plain.RunAsync(), await job.MergeAsync());

        Assert.Equal(
            (expected.Posts, expected.Abstained, expected.Truncated, expected.Tokens, expected.Sha256, string.Join(' ', expected.Codes), string.Join(' ', expected.Warnings)),
            (merged.Posts, merged.Abstained, merged.Truncated, merged.Tokens, merged.Sha256, string.Join(' ', merged.Codes), string.Join(' ', merged.Warnings)));
    }

    [Fact]
    public async Task Status_counts_what_is_saved_and_says_what_failed()
    {
        using var job = new PlannedJob(Posts);
        await job.PlanAsync(3);
        await job.LabelAsync(0);
        await job.InterruptAsync(shard: 1, batch: 12);
        await Assert.ThrowsAsync<InvalidDataException>(() => job.LabelAsync(2, new HashClassifier(_ => throw new InvalidDataException("secret"))));

        var status = RunStatus.Read(job.Run, TimeProvider.System);

        Assert.Equal((Posts, 2048, Posts - 2048, 3, 1, false), (status.Posts, status.Done, status.Left, status.Shards, status.FinishedShards, status.IsMerged));
        Assert.True(status.PostsPerSecond > 0);
        Assert.Equal(
            [new ShardStatus(1, 2048, 1024, false, null, null), new ShardStatus(2, Posts - 3072, 0, false, null, "A defect of the program (InvalidDataException).")],
            status.Unfinished);
        await job.LabelAsync(1);
        await job.LabelAsync(2);
        await job.MergeAsync();
        status = RunStatus.Read(job.Run, TimeProvider.System);
        Assert.Equal((Posts, 0, 3, true, 0), (status.Done, status.Left, status.FinishedShards, status.IsMerged, status.Unfinished.Count));
    }

    private static void Damage(string file, string act, string neighbour, string foreign)
    {
        var bytes = File.ReadAllBytes(file);
        switch (act)
        {
            case "deleted":
                File.Delete(file);
                break;
            case "cut":
                File.WriteAllBytes(file, bytes[..^20]);
                break;
            case "emptied":
                File.WriteAllBytes(file, []);
                break;
            case "doubled":
                File.WriteAllBytes(file, [.. bytes, .. bytes]);
                break;
            case "flipped":
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(file, bytes);
                break;
            case "swapped":
                File.WriteAllBytes(file, File.ReadAllBytes(neighbour));
                File.WriteAllBytes(neighbour, bytes);
                break;
            case "copied":
                File.Copy(neighbour, file, overwrite: true);
                break;
            default:
                File.Copy(foreign, file, overwrite: true);
                break;
        }
    }
}
