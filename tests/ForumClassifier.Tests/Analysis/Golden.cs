using System.Text.Json;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Analysis;

/// <summary>The statistics reference outputs: cases by name, and their CSV inputs.</summary>
internal static class Golden
{
    public static JsonElement Case(string file, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(ReferenceData.File("statistics", file)));
        return document.RootElement.GetProperty("cases").EnumerateArray().Single(@case => @case.GetProperty("name").GetString() == name).Clone();
    }

    public static int[] Ints(this JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt32())];

    public static double[] Doubles(this JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];

    /// <summary>The rows of a CSV without quotes, its header left out.</summary>
    public static string[][] Rows(string file) =>
        [.. File.ReadLines(ReferenceData.File("statistics", file)).Skip(1).Select(line => line.Split(','))];

    /// <summary>Fails unless |actual - expected| is at most tolerance (1 + |expected|).</summary>
    public static void Close(double expected, double? actual, double tolerance)
    {
        Assert.NotNull(actual);
        Assert.True(Math.Abs(actual.Value - expected) <= tolerance * (1 + Math.Abs(expected)), $"expected {expected:R}, found {actual.Value:R}");
    }
}
