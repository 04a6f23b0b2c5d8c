using System.Globalization;

namespace ForumClassifier.Cli.Terminal;

/// <summary>How a time that is left is shown.</summary>
internal static class TimeLeft
{
    /// <returns>Such as <c>03:46:40</c>, or <c>1 d 03:46:40</c>.</returns>
    public static string Of(double seconds)
    {
        var left = TimeSpan.FromSeconds(Math.Round(Math.Clamp(seconds, 0, TimeSpan.MaxValue.TotalSeconds / 2)));
        return left.ToString(left.Days == 0 ? @"hh\:mm\:ss" : @"d' d 'hh\:mm\:ss", CultureInfo.InvariantCulture);
    }
}
