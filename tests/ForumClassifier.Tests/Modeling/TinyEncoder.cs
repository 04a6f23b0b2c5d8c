using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling;

/// <summary>The random BERT of the training reference (3 layers of 32) with a vocabulary: its words are <c>w5</c> to <c>w199</c>.</summary>
internal static class TinyEncoder
{
    public static readonly Taxonomy Single = Taxonomy(Assignment.Single);
    public static readonly Taxonomy Multiple = Taxonomy(Assignment.Multiple);

    /// <summary>Writes the encoder's folder and returns its path.</summary>
    public static string Write(TemporaryFolder folder, double dropout = 0)
    {
        var reference = ReferenceData.File("training", "bert", "initial");
        var config = File.ReadAllText(Path.Combine(reference, "config.json"));
        folder.Write("tiny/config.json", config.Replace("\"hidden_dropout_prob\": 0.0", FormattableString.Invariant($"\"hidden_dropout_prob\": {dropout}"), StringComparison.Ordinal));
        folder.Write("tiny/vocab.txt", string.Join('\n', (string[])["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. Enumerable.Range(5, 195).Select(id => $"w{id}")]) + "\n");
        folder.Write("tiny/tokenizer_config.json", """{"do_lower_case": true}""");
        File.Copy(Path.Combine(reference, "model.safetensors"), folder.File("tiny/model.safetensors"));
        return folder.File("tiny");
    }

    /// <summary>Writes the folder of a model with this encoder and a new head.</summary>
    public static string WriteModel(TemporaryFolder folder, ClassifierDescription description)
    {
        var encoder = PretrainedEncoder.Load(Write(folder));
        using var model = encoder.CreateClassifier(description.Codes.Count, CPU);
        ModelFolder.Write(folder.File("model"), encoder, model, description);
        return folder.File("model");
    }

    /// <summary>Of a model with three codes, at thresholds of one half.</summary>
    public static ClassifierDescription Describe(Taxonomy taxonomy) => new()
    {
        Name = "tiny-model",
        Taxonomy = taxonomy,
        Codes = ["red", "green", "blue"],
        Pooling = Pooling.First,
        TextTemplate = TextTemplate.TitleAndBody,
        MaxTokens = 32,
        Thresholds = taxonomy.Assignment == Assignment.Single ? null : [0.5, 0.5, 0.5],
    };

    private static Taxonomy Taxonomy(Assignment assignment) =>
        new("colours", 1, assignment, [new Code("red", "Red", ""), new Code("green", "Green", ""), new Code("blue", "Blue", "")]);
}
