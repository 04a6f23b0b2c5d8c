using ForumClassifier.Training.FineTuning;

namespace ForumClassifier.Tests.Training.FineTuning;

public class TrainingStateTests
{
    [Fact]
    public void The_epoch_of_the_highest_validation_F1_is_kept_where_no_later_one_comes_close() =>
        Assert.Equal(2, Run(epochs: 4, patience: 9, (0.5, 0.02), (0.7, 0.02), (0.6, 0.02), (0.65, 0.02)).BestEpoch);

    [Fact]
    public void The_last_epoch_within_one_standard_error_of_the_highest_is_kept()
    {
        Assert.Equal(3, Run(epochs: 4, patience: 9, (0.5, 0.1), (0.7, 0.1), (0.61, 0.1), (0.55, 0.1)).BestEpoch);
        Assert.Equal(3, Run(epochs: 3, patience: 9, (0.7, 0), (0.7, 0), (0.7, 0)).BestEpoch);
    }

    [Fact]
    public void The_standard_error_is_that_of_the_highest_epoch() =>
        Assert.Equal(2, Run(epochs: 3, patience: 9, (0.5, 0.4), (0.9, 0.01), (0.6, 0.4)).BestEpoch);

    [Fact]
    public void It_ends_with_the_last_epoch()
    {
        Assert.False(Run(epochs: 3, patience: 9, (0.1, 0.01), (0.2, 0.01)).IsFinished);
        Assert.True(Run(epochs: 3, patience: 9, (0.1, 0.01), (0.2, 0.01), (0.3, 0.01)).IsFinished);
    }

    [Fact]
    public void It_ends_when_patience_does()
    {
        Assert.False(Run(epochs: 99, patience: 2, (0.5, 0.01), (0.4, 0.01)).IsFinished);
        Assert.True(Run(epochs: 99, patience: 2, (0.5, 0.01), (0.4, 0.01), (0.3, 0.01)).IsFinished);
        Assert.False(Run(epochs: 99, patience: 2, (0.5, 0.01), (0.4, 0.01), (0.6, 0.01), (0.5, 0.01)).IsFinished);
    }

    [Fact]
    public void Without_validation_all_epochs_are_run_and_the_last_is_kept()
    {
        var state = TrainingState.Start;
        for (var epoch = 1; epoch <= 5; epoch++)
        {
            Assert.False(state.IsFinished);
            state = state.After(new EpochLog(epoch, TrainingLoss: 0.1 * epoch, null, null, null), epochs: 5, patience: 1);
            Assert.Equal(epoch, state.BestEpoch);
        }

        Assert.True(state.IsFinished);
    }

    private static TrainingState Run(int epochs, int patience, params (double F1, double StandardError)[] validation) => validation.Index().Aggregate(
        TrainingState.Start,
        (state, epoch) => state.After(new EpochLog(epoch.Index + 1, 1, ValidationLoss: 1, epoch.Item.F1, epoch.Item.StandardError), epochs, patience));
}
