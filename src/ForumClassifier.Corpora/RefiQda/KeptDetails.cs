using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>What the format has no place for, kept in a processing instruction before the root: valid XML that other tools pass over, and drop when they write the file again.</summary>
/// <param name="Name">Of the taxonomy.</param>
/// <param name="Codes">By the codes' guids, in lower case and without braces.</param>
internal sealed record KeptDetails(
    string Name, int Version, Assignment Assignment, IReadOnlyDictionary<string, KeptDetails.OfCode> Codes, IReadOnlyList<KeptDetails.OfCoding> Codings)
{
    public const string Target = "forum-classifier";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <param name="Color">Null where the code's own attribute holds it.</param>
    internal sealed record OfCode(string Id, IReadOnlyList<string> Examples, string? Color = null);

    internal sealed record OfCoding(string Post, string Coder, IReadOnlyList<string> Pending, int? TaxonomyVersion = null, DateTimeOffset? CodedAt = null);

    /// <summary>Those of a document, or null where it has none.</summary>
    /// <exception cref="InputException">They are damaged.</exception>
    public static KeptDetails? Of(string path, XDocument document)
    {
        var instruction = document.Nodes().OfType<XProcessingInstruction>().FirstOrDefault(node => node.Target == Target);
        try
        {
            return instruction is null ? null : JsonSerializer.Deserialize<KeptDetails>(instruction.Data, Json);
        }
        catch (JsonException e)
        {
            throw new InputException(path, instruction!.Line(), $"The processing instruction '{Target}' is damaged.", "Delete it, or export the file again.", e); // only it can be damaged
        }
    }

    /// <summary>One line without <c>?&gt;</c>, which the JSON escapes.</summary>
    public string Format() => JsonSerializer.Serialize(this, Json);
}
