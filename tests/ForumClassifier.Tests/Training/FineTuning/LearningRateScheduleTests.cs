using ForumClassifier.Training.FineTuning;

namespace ForumClassifier.Tests.Training.FineTuning;

public class LearningRateScheduleTests
{
    [Fact]
    public void Rises_from_zero_to_the_peak_and_falls_to_zero()
    {
        var schedule = new LearningRateSchedule(1e-3, WarmupSteps: 10, TotalSteps: 100);
        double[] rates = [.. Enumerable.Range(0, 101).Select(schedule.At)];

        Assert.Equal(0, rates[0]);
        Assert.Equal(1e-3, rates.Max());
        Assert.Equal(10, Array.IndexOf(rates, rates.Max()));
        Assert.Equal(1e-3 / 90, rates[99], 1e-12); // the last step
        Assert.Equal(0, rates[100]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 7)]
    public void Without_warm_up_it_begins_at_the_peak(int warmup, int total) =>
        Assert.Equal(2.0, new LearningRateSchedule(2.0, warmup, total).At(0));
}
