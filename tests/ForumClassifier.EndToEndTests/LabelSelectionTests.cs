using System.Globalization;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>Which posts <c>label</c> takes, and equal texts that are computed once.</summary>
[Collection(typeof(ProgramTests))]
public sealed class LabelSelectionTests(BuiltProgram program) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Equal_texts_are_computed_once_and_every_post_keeps_its_prediction()
    {
        await program.CopyModelAsync(_folder.File("model"));
        var rows = MadePosts.Csv(20).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // the same twenty texts again under other ids, and once more with another case
        _folder.Write("posts.csv", string.Join('\n', [.. rows, .. rows[1..].Select(row => "again-" + row), .. rows[1..].Select(row => "loud-" + Shout(row))]) + "\n");

        var each = await LabelAsync("each.csv");
        var once = await LabelAsync("once.csv", "--duplicates", "label-once");

        Assert.DoesNotContain("Duplicates:", each, StringComparison.Ordinal);
        Assert.Contains("Duplicates: 60 posts share 20 texts; 0 posts are in 0 groups of nearly equal texts; 40 posts were given the prediction of an earlier one\n", once, StringComparison.Ordinal);
        AssertSamePredictions("each.csv", "once.csv");
    }

    [Fact]
    public async Task Opening_posts_that_meet_a_condition_are_labelled_alone()
    {
        await program.CopyModelAsync(_folder.File("model"));
        _folder.Write("posts.csv", MadePosts.Csv(20)); // two posts a thread, seven hours apart

        await LabelAsync("opening.csv", "--unit", "opening-post", "--where", "created_at >= 2024-01-03", "--where", "label != memory");

        Assert.Equal(["p8", "p12", "p14", "p18"], CsvRecords.Of(_folder.File("opening.csv")).Skip(1).Select(row => row.Split(',')[0]));
    }

    private async Task<string> LabelAsync(string output, params string[] more)
    {
        var run = await BuiltProgram.RunAsync(_folder.Path, ["label", "--model", "model", "--corpus", "posts.csv", "--output", output, "--precision", "fp32", .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }

    private static string Shout(string row)
    {
        var cells = row.Split(',');
        cells[4] = cells[4].ToUpperInvariant();
        return string.Join(',', cells);
    }

    /// <summary>Equal but for the rounding of sums, which depends on what else is in a batch.</summary>
    private void AssertSamePredictions(string expected, string actual)
    {
        foreach (var (a, b) in CsvRecords.Of(_folder.File(expected)).Zip(CsvRecords.Of(_folder.File(actual))))
        {
            foreach (var (cell, other) in a.Split(',').Zip(b.Split(',')).Where(pair => pair.First != pair.Second))
            {
                Assert.Equal(double.Parse(cell, CultureInfo.InvariantCulture), double.Parse(other, CultureInfo.InvariantCulture), 1e-5);
            }
        }

        Assert.Equal(CsvRecords.Of(_folder.File(expected)).Count(), CsvRecords.Of(_folder.File(actual)).Count());
    }
}
