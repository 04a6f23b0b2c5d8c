using System.Globalization;
using System.Text.RegularExpressions;

namespace ForumClassifier.Inference.Clusters;

/// <summary>A time limit as Slurm reads it: <c>minutes</c>, <c>minutes:seconds</c>, <c>hours:minutes:seconds</c>, <c>days-hours</c>, <c>days-hours:minutes</c>, <c>days-hours:minutes:seconds</c>.</summary>
public static partial class SlurmTime
{
    /// <returns>Null where it is not written so, or is no time at all.</returns>
    public static TimeSpan? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Pattern().IsMatch(text))
        {
            return null;
        }

        var dash = text.Split('-');
        int[] numbers = [.. dash[^1].Split(':').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        var time = dash.Length == 2
            ? TimeSpan.FromDays(int.Parse(dash[0], CultureInfo.InvariantCulture)) + new TimeSpan(numbers[0], numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2))
            : numbers.Length switch
            {
                1 => TimeSpan.FromMinutes(numbers[0]),
                2 => new TimeSpan(0, numbers[0], numbers[1]),
                _ => new TimeSpan(numbers[0], numbers[1], numbers[2]),
            };
        return time > TimeSpan.Zero ? time : null;
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public static string Write(TimeSpan time) => time.Days > 0
        ? time.ToString(@"d\-hh\:mm\:ss", CultureInfo.InvariantCulture)
        : time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{1,6}(:\d{1,6}){0,2}$|^\d{1,6}-\d{1,6}(:\d{1,6}){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
