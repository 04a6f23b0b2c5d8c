using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>A BERT encoder that fits into 40 kB: one layer of 16 dimensions, random weights, single characters as tokens.</summary>
internal static class TinyEncoder
{
    private const int Hidden = 16;
    private const int Intermediate = 32;
    private const int Positions = 128;

    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        string[] vocabulary = [.. Vocabulary()];
        File.WriteAllText(Path.Combine(folder, "vocab.txt"), string.Join('\n', vocabulary) + "\n");
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            model_type = "bert",
            vocab_size = vocabulary.Length,
            hidden_size = Hidden,
            num_hidden_layers = 1,
            num_attention_heads = 2,
            intermediate_size = Intermediate,
            max_position_embeddings = Positions,
            type_vocab_size = 2,
        }));
        WriteWeights(Path.Combine(folder, "model.safetensors"), Weights(vocabulary.Length));
    }

    // With characters as tokens every word is known, also of other posts.
    private static IEnumerable<string> Vocabulary()
    {
        List<string> characters = [.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(character => !char.IsAsciiLetterUpper(character)).Select(character => $"{character}")];
        return ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. characters, .. characters.Where(character => char.IsLetterOrDigit(character[0])).Select(character => $"##{character}")];
    }

    private static List<(string Name, int[] Shape)> Weights(int vocabulary)
    {
        List<(string, int[])> weights =
        [
            ("embeddings.word_embeddings.weight", [vocabulary, Hidden]),
            ("embeddings.position_embeddings.weight", [Positions, Hidden]),
            ("embeddings.token_type_embeddings.weight", [2, Hidden]),
        ];
        void Norm(string name) => weights.AddRange([($"{name}.LayerNorm.weight", [Hidden]), ($"{name}.LayerNorm.bias", [Hidden])]);
        void Linear(string name, int output, int input) => weights.AddRange([($"{name}.weight", [output, input]), ($"{name}.bias", [output])]);

        Norm("embeddings");
        foreach (var part in new[] { "self.query", "self.key", "self.value", "output.dense" })
        {
            Linear($"encoder.layer.0.attention.{part}", Hidden, Hidden);
        }

        Norm("encoder.layer.0.attention.output");
        Linear("encoder.layer.0.intermediate.dense", Intermediate, Hidden);
        Linear("encoder.layer.0.output.dense", Hidden, Intermediate);
        Norm("encoder.layer.0.output");
        return weights;
    }

    private static void WriteWeights(string path, List<(string Name, int[] Shape)> weights)
    {
        var header = new Dictionary<string, object>();
        using var data = new MemoryStream();
        var random = new Random(3);
        Span<byte> number = stackalloc byte[sizeof(float)];
        foreach (var (name, shape) in weights)
        {
            var begin = data.Length;
            for (var i = 0; i < shape.Aggregate(1, (product, length) => product * length); i++)
            {
                var value = name.EndsWith("LayerNorm.weight", StringComparison.Ordinal) ? 1f : (float)(random.NextDouble() - 0.5);
                BinaryPrimitives.WriteSingleLittleEndian(number, value);
                data.Write(number);
            }

            header[name] = new { dtype = "F32", shape, data_offsets = new[] { begin, data.Length } };
        }

        var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header));
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        using var file = File.Create(path);
        file.Write(length);
        file.Write(json);
        data.WriteTo(file);
    }
}
