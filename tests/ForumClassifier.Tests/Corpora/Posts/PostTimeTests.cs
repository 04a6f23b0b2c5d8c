using System.Globalization;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Tests.Corpora.Posts;

public class PostTimeTests
{
    [Theory]
    [InlineData("2024-03-04T12:00:00Z", "2024-03-04T12:00:00Z")]
    [InlineData("2024-03-04T12:00:00.123456789Z", "2024-03-04T12:00:00.1234567Z")]
    [InlineData("2024-03-04T12:00:00+05:30", "2024-03-04T06:30:00Z")]
    [InlineData("2024-03-04T00:30:00-0800", "2024-03-04T08:30:00Z")]
    [InlineData("2024-03-04 12:00:00 UTC", "2024-03-04T12:00:00Z")]
    [InlineData("2017-06-14 7:15:18", "2017-06-14T07:15:18Z")]
    [InlineData("2024-03-04 12:00", "2024-03-04T12:00:00Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00Z")]
    [InlineData("1709553600", "2024-03-04T12:00:00Z")]
    [InlineData("1709553600.5", "2024-03-04T12:00:00.5Z")]
    [InlineData("1.7095536e9", "2024-03-04T12:00:00Z")]
    [InlineData("1709553600250", "2024-03-04T12:00:00.25Z")]
    public void Time_is_read_as_utc(string text, string expected) =>
        Assert.Equal(expected, PostTime.Format(PostTime.Parse(text)!.Value)); // every text above is a time

    [Theory]
    [InlineData("03/04/2024")]
    [InlineData("3.4.2024 12:00")]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-03-04T24:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("2024")]
    [InlineData("20240304")]
    [InlineData("20240304120000")]
    [InlineData("NaN")]
    [InlineData("-1")]
    [InlineData("yesterday")]
    public void Unreadable_or_ambiguous_time_is_null(string text) => Assert.Null(PostTime.Parse(text));

    [Fact]
    public void Every_time_comes_back_as_it_was_written()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var time = new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);

            Assert.Equal(time, PostTime.Parse(PostTime.Format(time)));
            Assert.Equal(time, PostTime.Parse(time.ToString("O", CultureInfo.InvariantCulture)));
        }
    }
}
