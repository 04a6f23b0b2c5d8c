namespace ForumClassifier.EndToEndTests;

public class PlaceholderTests
{
    [Fact]
    public void Nothing() => Assert.True(true);
}
