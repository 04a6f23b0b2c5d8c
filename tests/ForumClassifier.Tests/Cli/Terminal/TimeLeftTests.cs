using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Tests.Cli.Terminal;

public class TimeLeftTests
{
    [Theory]
    [InlineData("00:00:00", -1)]
    [InlineData("00:01:40", 99.6)]
    [InlineData("23:59:59", 86_399)]
    [InlineData("1 d 03:46:40", 100_000)]
    public void Days_are_not_lost(string shown, double seconds) => Assert.Equal(shown, TimeLeft.Of(seconds));
}
