using ForumClassifier.Modeling.Models;

namespace ForumClassifier.Tests.Modeling.Models;

public class TextBatchesTests
{
    [Fact]
    public void Every_text_is_in_one_batch_and_no_batch_of_several_is_over_the_budget()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            int[] lengths = [.. Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(2, 300))];
            var budget = random.Next(1, 2000);

            var batches = TextBatches.Cut(lengths, budget).ToList();

            Assert.Equal(Enumerable.Range(0, lengths.Length), batches.SelectMany(batch => batch).Order());
            Assert.All(batches, batch => Assert.True(batch.Count == 1 || batch.Count * batch.Max(index => lengths[index]) <= budget));
            Assert.Equal(lengths.OrderDescending(), batches.SelectMany(batch => batch).Select(index => lengths[index]));
        }
    }

    [Fact]
    public void Texts_of_one_length_keep_their_order() =>
        Assert.Equal([[1], [0, 2], [3]], TextBatches.Cut([5, 9, 5, 5], tokenBudget: 10));
}
