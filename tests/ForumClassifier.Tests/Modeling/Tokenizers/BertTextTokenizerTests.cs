using System.IO.Compression;
using System.Text.Json;
using ForumClassifier.Modeling.Tokenizers;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Modeling.Tokenizers;

public class BertTextTokenizerTests
{
    private static readonly BertTextTokenizer Tokenizer = BertTextTokenizer.Load(DefaultEncoder.Folder);

    [Fact]
    public void Ids_of_the_reference_texts_are_equal() =>
        AssertEqualIds(ReferenceData.File("tokenizers", "wordpiece-minilm", "cases.jsonl.gz"));

    [Fact]
    public void Ids_of_the_real_texts_are_equal() =>
        AssertEqualIds(SharedData.Require("goldens", "tokenizers", "wordpiece-minilm", "cases.jsonl.gz"));

    [Fact]
    public void Longest_input_counts_begin_and_end()
    {
        var tokens = Tokenizer.Encode("one two three four", maxTokens: 4);

        Assert.Equal([101, 2028, 2048, 102], tokens.Ids); // [CLS] one two [SEP]
        Assert.True(tokens.Truncated);
        Assert.False(Tokenizer.Encode("one two", maxTokens: 4).Truncated);
    }

    private static void AssertEqualIds(string path)
    {
        List<string> wrong = [];
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            var isEqual = row.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).SequenceEqual(Tokenizer.Encode(row.GetProperty("text").GetString() ?? ""));
            if (!isEqual && !row.TryGetProperty("flags", out _)) // flagged: another Unicode version may give another result
            {
                wrong.Add(row.GetProperty("id").ToString());
            }
        }

        Assert.Empty(wrong);
    }
}
