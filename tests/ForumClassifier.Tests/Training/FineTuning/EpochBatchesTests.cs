using ForumClassifier.Training.FineTuning;

namespace ForumClassifier.Tests.Training.FineTuning;

public class EpochBatchesTests
{
    private static readonly int[] Lengths = [.. RandomLengths(1000)];

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(16, 16)]
    [InlineData(17, 16)]
    [InlineData(1000, 16)]
    [InlineData(1000, 1)]
    [InlineData(1000, 4096)]
    public void Every_text_is_in_one_batch_and_all_batches_but_one_are_full(int texts, int batchSize)
    {
        var batches = EpochBatches.Cut(Lengths[..texts], batchSize, seed: 1, epoch: 1);

        Assert.Equal(Enumerable.Range(0, texts), batches.SelectMany(batch => batch).Order());
        Assert.Equal((texts + batchSize - 1) / batchSize, batches.Count);
        Assert.InRange(batches.Count(batch => batch.Length != batchSize), 0, 1);
    }

    [Fact]
    public void Epochs_differ_and_are_the_same_in_every_run()
    {
        int[] Order(int seed, int epoch) => [.. EpochBatches.Cut(Lengths, 16, seed, epoch).SelectMany(batch => batch)];
        int[][] orders = [Order(1, 1), Order(1, 2), Order(1, 3), Order(2, 1), Order(2, 2), Order(int.MaxValue, 1), Order(int.MinValue, 1), Order(0, 1), Order(-1, 1)];

        Assert.Equal(orders.Length, orders.Select(order => string.Join(' ', order)).Distinct().Count());
        Assert.Equal(orders[1], Order(1, 2));
    }

    [Fact]
    public void Texts_meet_other_texts_in_another_epoch()
    {
        HashSet<(int, int)> Pairs(int epoch) => [.. EpochBatches.Cut(Lengths, 16, seed: 1, epoch).SelectMany(batch => batch.SelectMany(a => batch.Where(b => a < b).Select(b => (a, b))))];
        var first = Pairs(1);

        Assert.InRange(Pairs(2).Count(first.Contains), 0, first.Count / 10);
    }

    [Fact]
    public void Texts_of_a_batch_are_of_similar_length()
    {
        int Padding(IEnumerable<int[]> batches) => batches.Sum(batch => batch.Sum(index => batch.Max(other => Lengths[other]) - Lengths[index]));
        int[] order = [.. Enumerable.Range(0, Lengths.Length)];
        new Random(5).Shuffle(order);

        Assert.InRange(Padding(EpochBatches.Cut(Lengths, 16, seed: 1, epoch: 1)), 0, Padding(order.Chunk(16)) / 4);
    }

    [Fact]
    public void Long_texts_come_neither_first_nor_last()
    {
        var ratios = Enumerable.Range(1, 50).Select(epoch =>
        {
            double[] means = [.. EpochBatches.Cut(Lengths, 16, seed: 1, epoch).Select(batch => batch.Average(index => Lengths[index]))];
            return means[..(means.Length / 2)].Average() / means[(means.Length / 2)..].Average();
        });

        Assert.InRange(ratios.Average(), 0.9, 1.1);
    }

    private static IEnumerable<int> RandomLengths(int count)
    {
        var random = new Random(9);
        return Enumerable.Range(0, count).Select(_ => random.Next(2, 256));
    }
}
