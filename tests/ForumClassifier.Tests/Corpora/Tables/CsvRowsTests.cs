using System.Text.Encodings.Web;
using System.Text.Json;
using ForumClassifier.Corpora.Tables;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Tables;

public class CsvRowsTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Expected values are the output of csv.reader of Python 3.11 for the same text.</summary>
    [Theory]
    [InlineData("a\"b,c\n", """["a\"b","c"]""")]
    [InlineData("\"abc\"def,x\n", """["abcdef","x"]""")]
    [InlineData("\"a\"\"b\",c\n", """["a\"b","c"]""")]
    [InlineData(" \"a\",b\n", """[" \"a\"","b"]""")]
    [InlineData("\"a\" ,b\n", """["a ","b"]""")]
    [InlineData("\"a\"b\"c\",x\n", """["ab\"c\"","x"]""")]
    [InlineData("\"\",\"\"\n", """["",""]""")]
    [InlineData(",\n", """["",""]""")]
    [InlineData("a,\"x\"y\n", """["a","xy"]""")]
    [InlineData("a,\0b\n", """["a","\u0000b"]""")]
    [InlineData("a,\"x\r\ny\"\r\n", """["a","x\r\ny"]""")]
    public async Task Odd_quotes_are_read_as_python_reads_them(string record, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "c,d\n" + record);

        var row = await Table.ReadAsync(path, TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, JsonSerializer.Serialize<string?[]>([row.Find("c"), row.Find("d")], Relaxed));
    }
}
