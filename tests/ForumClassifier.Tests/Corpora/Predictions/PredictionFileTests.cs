using System.Text;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Predictions;

public class PredictionFileTests
{
    private const string Header = "post_id,thread_id,created_at,codes,abstained,p_a,p_b,truncated,model\n";

    private static readonly Prediction[] Examples =
    [
        new("1", "t,1", new DateTimeOffset(2024, 3, 4, 13, 0, 0, TimeSpan.FromHours(1)), ["a", "b"], false, [0.1234567f, 1f], true, "m"),
        new("2", "2", null, [], true, [], false, "m"),
        new("3", "2", null, [], false, [0.0000004f, 0.000001f], false, "m"),
    ];

    [Fact]
    public void Csv_has_the_columns_of_the_format()
    {
        Assert.Equal(
            Header + "1,\"t,1\",2024-03-04T12:00:00Z,a;b,false,0.123457,1,true,m\n2,2,,,true,,,false,m\n3,2,,,false,0,0.000001,false,m\n",
            Write(PredictionFormat.Csv, new CodeSet(["a", "b"]), Examples));
    }

    [Fact]
    public void Json_lines_have_the_same_fields()
    {
        Assert.Equal(
            """
            {"post_id":"1","thread_id":"t,1","created_at":"2024-03-04T12:00:00Z","codes":"a;b","abstained":false,"p_a":0.123457,"p_b":1,"truncated":true,"model":"m"}
            {"post_id":"2","thread_id":"2","created_at":null,"codes":"","abstained":true,"p_a":null,"p_b":null,"truncated":false,"model":"m"}
            {"post_id":"3","thread_id":"2","created_at":null,"codes":"","abstained":false,"p_a":0,"p_b":0.000001,"truncated":false,"model":"m"}

            """,
            Write(PredictionFormat.JsonLines, new CodeSet(["a", "b"]), Examples));
    }

    [Theory]
    [InlineData(Assignment.Single, "0.75,0.25,0,1", "0,0.5,0.5,0.5")]
    [InlineData(Assignment.Multiple, "0.75,0.25,0,0.75", "0,0.5,0.5,0.5")]
    public async Task The_probabilities_of_parents_follow_those_of_the_codes(Assignment assignment, string first, string second)
    {
        var codes = new CodeSet(["slow", "memory", "other"]);
        var tree = new Taxonomy("tree", 1, assignment, [new Code("performance", "Performance", "") { Children = [new Code("slow", "", ""), new Code("memory", "", "")] }, new Code("other", "", "")]);
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.csv", Write(PredictionFormat.Csv, codes,
        [
            new("1", "1", null, ["slow"], false, [0.75f, 0.25f, 0], false, "m"),
            new("2", "2", null, ["memory"], false, [0, 0.5f, 0.5f], false, "m"),
            new("3", "3", null, [], true, [], false, "m"),
        ], new RollUp(tree, codes)));

        Assert.Equal(
            "post_id,thread_id,created_at,codes,abstained,p_slow,p_memory,p_other,within_performance,truncated,model\n"
            + $"1,1,,slow,false,{first},false,m\n2,2,,memory,false,{second},false,m\n3,3,,,true,,,,,false,m\n",
            File.ReadAllText(path));
        var read = await PredictionReader.OpenAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(codes, read.Codes);
        Assert.Equal([0.75f, 0.25f, 0], (await read.Predictions.FirstAsync(TestContext.Current.CancellationToken)).Probabilities);
    }

    [Theory]
    [InlineData(PredictionFormat.Csv, "p.csv")]
    [InlineData(PredictionFormat.JsonLines, "p.jsonl")]
    [InlineData(PredictionFormat.Csv, "p.csv.gz")]
    [InlineData(PredictionFormat.JsonLines, "p.jsonl.gz")]
    public async Task What_was_written_is_read_back_the_same(PredictionFormat format, string name)
    {
        var random = new Random(4);
        using var folder = new TemporaryFolder();
        for (var round = 0; round < 20; round++)
        {
            var codes = new CodeSet(Enumerable.Range(0, 1 + random.Next(6)).Select(i => $"{i}{OddTexts.Next(random).Replace(';', ':')}".Trim()));
            List<Prediction> written = [.. Enumerable.Range(0, 1 + random.Next(40)).Select(_ => Random(random, codes))];
            var content = Write(format, codes, written);
            folder.WriteBytes(name, name.EndsWith(".gz", StringComparison.Ordinal) ? CorpusFiles.Gzip(content) : Encoding.UTF8.GetBytes(content));

            var file = await PredictionReader.OpenAsync(folder.File(name), TestContext.Current.CancellationToken);
            var read = await file.Predictions.ToListAsync(TestContext.Current.CancellationToken);

            Assert.Equal(codes, file.Codes);
            Assert.Equivalent(written, read, strict: true);
        }
    }

    [Fact]
    public async Task Header_alone_is_a_file_without_predictions()
    {
        using var folder = new TemporaryFolder();

        var file = await PredictionReader.OpenAsync(folder.Write("p.csv", Header), TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b"], file.Codes);
        Assert.Empty(await file.Predictions.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("p.csv", "post_id,p_a\n", "(1): There is no column 'thread_id' and no column 'created_at' and no column 'codes' and no column 'abstained' and no column 'truncated' and no column 'model'; there are: post_id, p_a. Name a file that 'label' has written.")]
    [InlineData("p.csv", "post_id,thread_id,created_at,codes,abstained,truncated,model\n", "(1): There is no column of probabilities (p_<code id>); there are: post_id, thread_id, created_at, codes, abstained, truncated, model. Name a file that 'label' has written.")]
    [InlineData("p.csv", Header + "1,1,,a,false,1.5,0,false,m\n", "(2): The value of 'p_a' is not a probability. Expected a number from 0 to 1 with a decimal point, or nothing in all columns of probabilities.")]
    [InlineData("p.csv", Header + "1,1,,a,false,,0,false,m\n", "(2): The value of 'p_a' is not a probability. Expected a number from 0 to 1 with a decimal point, or nothing in all columns of probabilities.")]
    [InlineData("p.csv", Header + "1,1,,c,false,1,0,false,m\n", "(2): The code 'c' has no column of probabilities. Expected codes of these, separated by ';': a, b.")]
    [InlineData("p.csv", Header + "1,1,,a,true,1,0,false,m\n", "(2): The row has codes and says that the model abstained. Expected one of the two.")]
    [InlineData("p.csv", Header + "1,1,soon,a,false,1,0,false,m\n", "(2): The time in 'created_at' cannot be read. Expected ISO 8601, such as 2024-03-04T12:00:00Z.")]
    [InlineData("p.csv", Header + "1,1,,a,no,1,0,false,m\n", "(2): The value of 'abstained' is neither true nor false. Write one of them.")]
    [InlineData("p.jsonl", "{\"post_id\":\"1\",\"thread_id\":\"1\",\"created_at\":null,\"codes\":\"\",\"abstained\":true,\"p_a\":null,\"truncated\":false,\"model\":\"m\"}\n{\"post_id\":\"2\",\"p_b\":1}\n", "(2): The probabilities are of other codes than in the first row. Keep predictions of different models in files of their own.")]
    [InlineData("p.jsonl", "\n", ": The file holds no prediction. Expected one JSON object a line.")]
    public async Task Error_names_place_problem_and_remedy(string name, string content, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, content);

        var error = await Assert.ThrowsAsync<InputException>(async () =>
            await (await PredictionReader.OpenAsync(path, TestContext.Current.CancellationToken)).Predictions.CountAsync(TestContext.Current.CancellationToken));

        Assert.Equal(path + message, error.Message);
    }

    [Fact]
    public void Ending_says_the_format()
    {
        Assert.Equal((PredictionFormat.Csv, PredictionFormat.JsonLines), (PredictionWriter.FormatOf("a.csv"), PredictionWriter.FormatOf("a.JSONL")));
        Assert.Equal(
            "a.xlsx: The ending of the name does not say how to write predictions. Let it end in .csv, .jsonl or .parquet.",
            Assert.Throws<OutputException>(() => PredictionWriter.FormatOf("a.xlsx")).Message);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    public void Number_that_is_no_probability_is_the_callers_bug(float probability)
    {
        using var writer = new PredictionWriter(new MemoryStream(), PredictionFormat.Csv, new CodeSet(["a"]));

        Assert.Throws<ArgumentException>(() => writer.Write(Examples[2] with { Probabilities = [probability] }));
    }

    private static string Write(PredictionFormat format, CodeSet codes, IEnumerable<Prediction> predictions, RollUp? rollUp = null)
    {
        var stream = new MemoryStream();
        using (var writer = new PredictionWriter(stream, format, codes, rollUp))
        {
            writer.WriteHeader();
            foreach (var prediction in predictions)
            {
                writer.Write(prediction);
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Prediction Random(Random random, CodeSet codes)
    {
        var (abstained, noText) = (random.Next(3) == 0, random.Next(4) == 0);
        return new Prediction(
            "i" + OddTexts.Next(random),
            OddTexts.Next(random),
            random.Next(3) == 0 ? null : new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero),
            abstained || noText ? [] : [.. codes.Where(_ => random.Next(2) == 0)],
            abstained || noText,
            noText ? [] : [.. codes.Select(_ => (float)Math.Round(random.NextDouble(), random.Next(7)))],
            random.Next(2) == 0,
            OddTexts.Next(random));
    }
}
