using ForumClassifier.Training.FineTuning;

namespace ForumClassifier.Tests.Training.FineTuning;

public class TrainingStateTests
{
    [Fact]
    public void The_epoch_of_the_highest_validation_F1_is_kept() =>
        Assert.Equal(2, Run(epochs: 4, patience: 9, (0.5, 1), (0.7, 1), (0.6, 0.1), (0.69, 0.1)).BestEpoch);

    [Fact]
    public void Of_equal_F1_the_lower_loss_is_kept_and_of_equal_losses_the_earlier()
    {
        Assert.Equal(2, Run(epochs: 3, patience: 9, (0.7, 1), (0.7, 0.9), (0.7, 0.95)).BestEpoch);
        Assert.Equal(1, Run(epochs: 3, patience: 9, (0.7, 1), (0.7, 1), (0.7, 1)).BestEpoch);
    }

    [Fact]
    public void It_ends_with_the_last_epoch()
    {
        Assert.False(Run(epochs: 3, patience: 9, (0.1, 1), (0.2, 1)).IsFinished);
        Assert.True(Run(epochs: 3, patience: 9, (0.1, 1), (0.2, 1), (0.3, 1)).IsFinished);
    }

    [Fact]
    public void It_ends_when_patience_does()
    {
        Assert.False(Run(epochs: 99, patience: 2, (0.5, 1), (0.4, 1)).IsFinished);
        Assert.True(Run(epochs: 99, patience: 2, (0.5, 1), (0.4, 1), (0.3, 1)).IsFinished);
        Assert.False(Run(epochs: 99, patience: 2, (0.5, 1), (0.4, 1), (0.6, 1), (0.5, 1)).IsFinished);
    }

    [Fact]
    public void Without_validation_all_epochs_are_run_and_the_last_is_kept()
    {
        var state = TrainingState.Start;
        for (var epoch = 1; epoch <= 5; epoch++)
        {
            Assert.False(state.IsFinished);
            state = state.After(new EpochLog(epoch, TrainingLoss: 0.1 * epoch, null, null), epochs: 5, patience: 1);
            Assert.Equal(epoch, state.BestEpoch);
        }

        Assert.True(state.IsFinished);
    }

    private static TrainingState Run(int epochs, int patience, params (double F1, double Loss)[] validation) => validation.Index().Aggregate(
        TrainingState.Start,
        (state, epoch) => state.After(new EpochLog(epoch.Index + 1, 1, epoch.Item.Loss, epoch.Item.F1), epochs, patience));
}
