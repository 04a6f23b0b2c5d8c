using System.Text.Json;
using System.Text.Json.Serialization;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Modeling.Models;

/// <summary>What <c>classifier.json</c> of a model folder says: everything a model needs beside its weights.</summary>
public sealed record ClassifierDescription
{
    public const string FileName = "classifier.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    public required string Name { get; init; }

    /// <summary>The taxonomy of the codings it was trained on, whole.</summary>
    public required Taxonomy Taxonomy { get; init; }

    /// <summary>Ids of the codes it can give, in the order of the head's outputs: those that had codings.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    public required Pooling Pooling { get; init; }

    /// <summary>How title and body become one text.</summary>
    public required TextTemplate TextTemplate { get; init; }

    /// <summary>Longest input in tokens, begin and end included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Under multiple assignment: a post has a code if its probability is at least this; in the order of the codes. Null under single.</summary>
    public required IReadOnlyList<double>? Thresholds { get; init; }

    /// <exception cref="ModelException">The file is missing or damaged.</exception>
    public static ClassifierDescription Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        ClassifierDescription description;
        try
        {
            description = StrictJson.Parse<ClassifierDescription>(File.ReadAllBytes(path), Json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(path, $"It cannot be read ({e.Message.TrimEnd('.')}).", "Expected the folder of a model that train has written.", e);
        }
        catch (InvalidDataException e)
        {
            throw new ModelException(path, $"It is damaged ({e.Message}).", "Copy the model folder again, or train again.", e);
        }

        return description is { Codes.Count: > 0, MaxTokens: >= 2 } && (description.Thresholds?.Count ?? description.Codes.Count) == description.Codes.Count
            && (description.Thresholds is null) == (description.Taxonomy.Assignment == Assignment.Single)
            && description.Codes.Distinct(StringComparer.Ordinal).Count() == description.Codes.Count
            ? description
            : throw new ModelException(path, "Its codes, thresholds and longest input do not fit together.", "Copy the model folder again, or train again.");
    }

    /// <exception cref="OutputException">The folder cannot be written.</exception>
    public void Save(string folder) => WholeFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n");
}
