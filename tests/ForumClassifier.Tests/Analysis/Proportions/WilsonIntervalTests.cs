using ForumClassifier.Analysis.Proportions;

namespace ForumClassifier.Tests.Analysis.Proportions;

public sealed class WilsonIntervalTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Wilson_intervals_agree_with_the_reference()
    {
        foreach (var row in Golden.Case("03_proportions.json", "single_share").GetProperty("expected").EnumerateArray())
        {
            var interval = WilsonInterval.Of(row.GetProperty("x").GetInt64(), row.GetProperty("n").GetInt64());

            Golden.Close(row.GetProperty("wilson")[0].GetDouble(), interval.Low, Tolerance);
            Golden.Close(row.GetProperty("wilson")[1].GetDouble(), interval.High, Tolerance);
        }
    }

    [Fact]
    public void Wilson_intervals_lie_between_0_and_1_and_around_the_share()
    {
        for (var total = 1; total <= 60; total++)
        {
            for (var count = 0; count <= total; count++)
            {
                var interval = WilsonInterval.Of(count, total);

                Assert.InRange(interval.Low, 0, interval.High);
                Assert.InRange(interval.High, 0, 1);
                Assert.True(interval.Contains((double)count / total));
            }
        }
    }

    [Fact]
    public void None_and_all_reach_the_ends_exactly()
    {
        Assert.Equal(0, WilsonInterval.Of(0, 7).Low);
        Assert.Equal(1, WilsonInterval.Of(7, 7).High);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Counts_that_are_no_share_are_refused(long count, long total) =>
        Assert.Throws<ArgumentOutOfRangeException>((Action)(() => WilsonInterval.Of(count, total)));
}
