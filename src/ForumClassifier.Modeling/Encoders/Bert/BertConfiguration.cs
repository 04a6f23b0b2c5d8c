using System.Text.Json;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Modeling.Encoders.Bert;

/// <summary>The sizes of a BERT encoder, as <c>config.json</c> of a Hugging Face folder has them.</summary>
public sealed record BertConfiguration
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public required string ModelType { get; init; }

    /// <summary>V, tokens in the vocabulary.</summary>
    public required int VocabSize { get; init; }

    /// <summary>D.</summary>
    public required int HiddenSize { get; init; }

    public required int NumHiddenLayers { get; init; }

    /// <summary>H; divides <see cref="HiddenSize"/>.</summary>
    public required int NumAttentionHeads { get; init; }

    public required int IntermediateSize { get; init; }

    /// <summary>Longest input in tokens.</summary>
    public required int MaxPositionEmbeddings { get; init; }

    public int TypeVocabSize { get; init; } = 2;

    public double LayerNormEps { get; init; } = 1e-12;

    public double HiddenDropoutProb { get; init; } = 0.1;

    /// <summary>Standard deviation of new weights.</summary>
    public double InitializerRange { get; init; } = 0.02;

    public string HiddenAct { get; init; } = "gelu";

    public string PositionEmbeddingType { get; init; } = "absolute";

    /// <summary>Reads <c>config.json</c>, in the words of transformers 4 or 5.</summary>
    /// <exception cref="EncoderException">The file is missing, wrong, or of another architecture.</exception>
    public static BertConfiguration Load(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        BertConfiguration configuration;
        try
        {
            configuration = StrictJson.Parse<BertConfiguration>(File.ReadAllBytes(path), Json);
        }
        catch (InvalidDataException e)
        {
            throw new EncoderException(path, $"It is no configuration of a BERT encoder ({e.Message}).", "Expected config.json as Hugging Face models have it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EncoderException(path, $"The configuration cannot be read ({e.Message.TrimEnd('.')}).", "Expected an encoder in Hugging Face layout: config.json, model.safetensors, vocab.txt.", e);
        }

        return Problem(configuration) is { } problem
            ? throw new EncoderException(path, problem, "Use a BERT encoder, such as models/encoders/all-MiniLM-L6-v2.")
            : configuration;
    }

    private static string? Problem(BertConfiguration configuration) => configuration switch
    {
        { ModelType: not "bert" } => $"Its model_type is '{configuration.ModelType}'; supported is bert.",
        { HiddenAct: not "gelu" } => $"Its hidden_act is '{configuration.HiddenAct}'; supported is gelu.",
        { PositionEmbeddingType: not "absolute" } => $"Its position_embedding_type is '{configuration.PositionEmbeddingType}'; supported is absolute.",
        { VocabSize: < 1 } or { HiddenSize: < 1 } or { NumHiddenLayers: < 1 } or { NumAttentionHeads: < 1 } or { IntermediateSize: < 1 } or { MaxPositionEmbeddings: < 2 } or { TypeVocabSize: < 1 } =>
            "One of its sizes is not positive.",
        _ when configuration.HiddenSize % configuration.NumAttentionHeads != 0 =>
            $"Its hidden_size ({configuration.HiddenSize}) is no multiple of num_attention_heads ({configuration.NumAttentionHeads}).",
        _ => null,
    };
}
