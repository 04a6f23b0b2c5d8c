using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>Model folders that lack a file or hold a damaged one.</summary>
[Collection(typeof(ProgramTests))]
public sealed class BadModelFolderTests(BuiltProgram program) : IDisposable
{
    private const string Copy = "Copy or download the file again.";
    private const string CopyOrTrain = "Copy the model folder again, or train again.";
    private const string Configuration = "Expected config.json as Hugging Face models have it.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("model")]
    [InlineData("corpus.csv")]
    public async Task What_is_no_model_folder_is_refused(string model)
    {
        _folder.Write("corpus.csv", MadePosts.Csv(3));

        await Refusal.AssertAsync(_folder, 1,
            $"{model}/classifier.json: It cannot be read (Could not find a part of the path '{_folder.File(model)}/classifier.json'). Expected the folder of a model that train has written.",
            Label(model));
    }

    [SlowFact]
    public async Task A_missing_file_is_named()
    {
        await DamagedAsync("config.json", File.Delete, path => $"model/config.json: The configuration cannot be read (Could not find file '{path}'). Expected an encoder in Hugging Face layout: config.json, model.safetensors, vocab.txt.");
        await DamagedAsync("classifier.json", File.Delete, path => $"model/classifier.json: It cannot be read (Could not find file '{path}'). Expected the folder of a model that train has written.");
        await DamagedAsync("vocab.txt", File.Delete, path => $"model/vocab.txt: The vocabulary cannot be read (Could not find file '{path}'). Expected one token a line, as BERT models have it.");
        await DamagedAsync("model.safetensors", File.Delete, _ => "model: There is no model.safetensors in it. Expected a model folder in Hugging Face layout with weights as safetensors.");
    }

    [SlowFact]
    public async Task A_file_that_was_cut_is_refused()
    {
        static void Cut(string path)
        {
            using var file = File.OpenWrite(path);
            file.SetLength(20);
        }

        static void CutAtTheEnd(string path)
        {
            using var file = File.OpenWrite(path);
            file.SetLength(file.Length - 10);
        }

        await DamagedAsync("config.json", Cut, _ => $"model/config.json: It is no configuration of a BERT encoder (Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed. LineNumber: 0 | BytePositionInLine: 20). {Configuration}");
        await DamagedAsync("classifier.json", Cut, _ => $"model/classifier.json: It is damaged (Expected start of a property name or value, but instead reached end of data. LineNumber: 1 | BytePositionInLine: 17). {CopyOrTrain}");
        await DamagedAsync("vocab.txt", path => File.WriteAllLines(path, File.ReadAllLines(path)[..^1]), _ => "model/vocab.txt: It has 108 tokens, but the encoder of config.json knows 109. Copy vocab.txt and config.json of one model together.");
        await DamagedAsync("vocab.txt", Cut, _ => "model/vocab.txt: It has 4 tokens, but not [SEP]. Copy the model's vocab.txt again.");
        await DamagedAsync("model.safetensors", Cut, _ => $"model/model.safetensors: Its header is said to have 2312 bytes, but the file has 20: it is cut, or no safetensors file. {Copy}");
        await DamagedAsync("model.safetensors", CutAtTheEnd, _ => $"model/model.safetensors: Its header is wrong: A tensor of shape [3] in F32 is said to lie at bytes 24512 to 24524 of 24514. {Copy}");
    }

    [SlowFact]
    public async Task A_file_that_holds_something_else_is_refused()
    {
        static void Garbage(string path) => File.WriteAllBytes(path, [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * i * 31))]);

        await DamagedAsync("config.json", Garbage, _ => $"model/config.json: It is no configuration of a BERT encoder ('0x00' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0). {Configuration}");
        await DamagedAsync("config.json", path => File.WriteAllText(path, "null"), _ => $"model/config.json: It is no configuration of a BERT encoder (it holds null, not an object). {Configuration}");
        await DamagedAsync("classifier.json", Garbage, _ => $"model/classifier.json: It is damaged ('0x00' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0). {CopyOrTrain}");
        await DamagedAsync("classifier.json", path => File.WriteAllText(path, "null"), _ => $"model/classifier.json: It is damaged (it holds null, not an object). {CopyOrTrain}");
        await DamagedAsync("vocab.txt", Garbage, _ => "model/vocab.txt: It has 1 tokens, but not [PAD]. Copy the model's vocab.txt again.");
        await DamagedAsync("model.safetensors", Garbage, _ => $"model/model.safetensors: Its header is said to have 17247669400689712896 bytes, but the file has 1000: it is cut, or no safetensors file. {Copy}");
    }

    [SlowFact]
    public async Task A_longest_input_beyond_the_encoders_is_wrong_usage()
    {
        const string Message = "--max-tokens 129: The encoder of the model model reads at most 128 tokens. Choose 2 to 128.";
        await program.CopyModelAsync(_folder.File("model"));
        _folder.Write("corpus.csv", MadePosts.Csv(3));

        await Refusal.AssertAsync(_folder, 2, Message, [.. Label("model"), "--max-tokens", "129"]);
        await Refusal.AssertAsync(_folder, 2, Message, ["evaluate", "--model", "model", "--labeled-data", "corpus.csv", "--label-column", "label", "--max-tokens", "129"]);
    }

    private static string[] Label(string model) => ["label", "--model", model, "--corpus", "corpus.csv", "--output", "predictions.csv"];

    private async Task DamagedAsync(string name, Action<string> damage, Func<string, string> message)
    {
        await program.CopyModelAsync(_folder.File("model"));
        _folder.Write("corpus.csv", MadePosts.Csv(3));
        damage(_folder.File($"model/{name}"));

        await Refusal.AssertAsync(_folder, 1, message(_folder.File($"model/{name}")), Label("model"));
    }
}
