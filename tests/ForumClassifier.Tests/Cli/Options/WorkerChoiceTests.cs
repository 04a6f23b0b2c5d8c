using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Options;
using ForumClassifier.Inference;

namespace ForumClassifier.Tests.Cli.Options;

public sealed class WorkerChoiceTests
{
    [Fact]
    public void One_process_needs_no_workers()
    {
        Assert.Null(WorkerChoice.Find("cuda:1", null, null));
        Assert.Null(WorkerChoice.Find("cpu", workers: null, threads: 3));
        Assert.Equal(3, WorkerChoice.Find("cpu", workers: 1, threads: 3)?.Threads);
    }

    [Fact]
    public void Each_card_has_a_worker_that_sees_it_alone()
    {
        var choice = WorkerChoice.Find("cuda:0,cuda:2", null, 3);

        Assert.NotNull(choice);
        Assert.Equal(("cuda", 3), (choice.Device, choice.Threads));
        Assert.Equal([0, 2], choice.Cards);
    }

    [Fact]
    public void More_workers_than_cards_take_turns()
    {
        var choice = WorkerChoice.Find("cuda:0,cuda:1", 4, null);

        Assert.Equal([0, 1, 0, 1], choice!.Cards); // not null: there are workers
    }

    [Fact]
    public void Cores_are_shared_out()
    {
        var choice = WorkerChoice.Find("cpu", 2, null);

        Assert.Equal(("cpu", Math.Max(1, Environment.ProcessorCount / 2)), (choice!.Device, choice.Threads)); // not null: there are workers
        Assert.Equal([null, null], choice.Cards);
    }

    [Theory]
    [InlineData(1, null, "1")]
    [InlineData(1, "", "1")]
    [InlineData(1, "4, 7", "7")]
    [InlineData(0, "GPU-1d2e", "GPU-1d2e")]
    public void Cards_count_among_those_that_a_scheduler_gave(int index, string? visible, string card) => Assert.Equal(card, WorkerProcesses.CardOf(index, visible));

    [Theory]
    [InlineData(2, null, 2)]
    [InlineData(2, 3000L, 2)]
    [InlineData(2, 2L * 2 * 64 * 1024, 4)]
    [InlineData(4, 100_000_000L, 16)]
    public void A_long_corpus_has_more_shards_than_workers(int workers, long? posts, int shards) => Assert.Equal(shards, SharedLabelling.ShardsFor(workers, posts));
}
