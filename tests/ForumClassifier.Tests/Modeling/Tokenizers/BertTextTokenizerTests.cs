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

    [Theory]
    [InlineData(300, 300, true)]
    [InlineData(300, 304, true)]  // the multiple of 8
    [InlineData(300, 320, true)]  // of 64
    [InlineData(300, 384, true)]  // of 128
    [InlineData(300, 301, false)] // one line lost
    [InlineData(300, 312, false)]
    [InlineData(300, 448, false)]
    [InlineData(300, 299, false)]
    [InlineData(30522, 30528, true)]
    [InlineData(28996, 29056, true)]
    [InlineData(30521, 30522, false)]
    public void A_vocabulary_has_as_many_tokens_as_the_encoder_or_as_many_before_rounding(int tokens, int vocabSize, bool fits)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("vocab.txt", string.Join('\n', (string[])["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. Enumerable.Range(5, tokens - 5).Select(id => $"w{id}")]) + "\n");

        var refusal = Record.Exception(() => BertTextTokenizer.Load(folder.Path, vocabSize));

        Assert.Equal(fits ? null : $"{path}: It has {tokens} tokens, but the encoder of config.json knows {vocabSize}. Copy vocab.txt and config.json of one model together.", refusal?.Message);
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
