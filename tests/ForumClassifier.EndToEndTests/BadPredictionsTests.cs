using System.Text;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>What <c>trends</c> makes of files that no <c>label</c> has written, and of places that cannot be written.</summary>
[Collection(typeof(ProgramTests))]
public sealed class BadPredictionsTests : IDisposable
{
    private const string Header = "post_id,thread_id,created_at,codes,abstained,p_speed,p_memory,truncated,model\n";
    private const string Row = "1,1,2024-01-02T00:00:00Z,speed,false,0.9,0.1,false,m\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("id,title,body\n1,Slow,Takes long\n", "predictions.csv(1): There is no column 'post_id' and no column 'thread_id' and no column 'created_at' and no column 'codes' and no column 'abstained' and no column 'truncated' and no column 'model'; there are: id, title, body. Name a file that 'label' has written.")]
    [InlineData(Header + Row + "2,1,yesterday,speed,false,0.9,0.1,false,m\n", "predictions.csv(3): The time in 'created_at' cannot be read. Expected ISO 8601, such as 2024-03-04T12:00:00Z.")]
    [InlineData(Header + Row + "2,1,,speed,false,\"0,9\",0.1,false,m\n", "predictions.csv(3): The value of 'p_speed' is not a probability. Expected a number from 0 to 1 with a decimal point, or nothing in all columns of probabilities.")]
    [InlineData(Header + Row + "2,1,,price,false,0.9,0.1,false,m\n", "predictions.csv(3): The code 'price' has no column of probabilities. Expected codes of these, separated by ';': speed, memory.")]
    public async Task What_is_no_file_of_predictions_is_refused(string content, string message)
    {
        _folder.Write("predictions.csv", content);

        await Refusal.AssertAsync(_folder, 1, message, ["trends", "--predictions", "predictions.csv", "--output", "trends"]);
    }

    [Fact]
    public async Task A_folder_is_no_file()
    {
        Directory.CreateDirectory(_folder.File("predictions.csv"));

        await Refusal.AssertAsync(_folder, 1, "predictions.csv: This is a folder. Name a file in it.", ["trends", "--predictions", "predictions.csv", "--output", "trends"]);
    }

    [Fact]
    public async Task Utf_16_with_a_byte_order_mark_is_read()
    {
        File.WriteAllText(_folder.File("predictions.csv"), Header + Row, Encoding.BigEndianUnicode);

        var run = await BuiltProgram.RunAsync(_folder.Path, "trends", "--predictions", "predictions.csv", "--output", "trends");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
            1 of 1 posts counted (0 without a date, 0 without a decision), 1 periods
            The shares are the model's labels as they are, not yet corrected for its errors.
            Wrote trends/report.html
            Wrote trends/trends.csv

            """,
            run.Output);
        PageChecks.AssertSelfContained(_folder.File("trends/report.html"));
    }

    [Theory]
    [InlineData("huge.csv", "")]
    [InlineData("huge.jsonl", "{\"post_id\": \"")]
    public async Task A_line_of_100_MB_is_refused_in_bounded_memory(string name, string begin)
    {
        const int mebibyte = 1024 * 1024;
        await using (var file = new StreamWriter(_folder.File(name)))
        {
            await file.WriteAsync(begin);
            for (var i = 0; i < 100; i++)
            {
                await file.WriteAsync(new string('x', mebibyte));
            }
        }

        var run = await BuiltProgram.RunAsync(_folder.Path, "trends", "--predictions", name, "--output", "trends");

        Assert.Equal($"{name}(1): The record is longer than 64 MiB. Check it for a quote that is not closed or line breaks that are missing.\n", run.Error);
        Assert.Equal(1, run.ExitCode);
        Assert.InRange(run.PeakMemory, mebibyte, 400L * mebibyte);
    }

    [Fact]
    public async Task An_output_that_is_not_empty_is_kept_unless_it_is_to_be_replaced()
    {
        _folder.Write("predictions.csv", Header + Row);
        _folder.Write("trends/notes.txt", "Mine");
        string[] arguments = ["trends", "--predictions", "predictions.csv", "--output", "trends"];

        await Refusal.AssertAsync(_folder, 1, "trends: It exists and is not empty. Choose another --output, or replace it with --overwrite.", arguments);

        var replaced = await BuiltProgram.RunAsync(_folder.Path, [.. arguments, "--overwrite"]);
        Assert.Equal((0, ""), (replaced.ExitCode, replaced.Error));
        Assert.Equal(["report.html", "trends.csv"], Directory.EnumerateFileSystemEntries(_folder.File("trends")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_place_below_a_file_cannot_be_written()
    {
        _folder.Write("predictions.csv", Header + Row);

        await Refusal.AssertAsync(_folder, 1,
            $"predictions.csv/trends: It could not be written (Could not find a part of the path '{_folder.File("predictions.csv/trends.partial")}'). Check that the folder exists and can be written, or write elsewhere.",
            ["trends", "--predictions", "predictions.csv", "--output", "predictions.csv/trends"]);
    }
}
