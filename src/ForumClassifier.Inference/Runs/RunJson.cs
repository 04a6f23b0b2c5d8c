using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Inference.Runs;

/// <summary>How the files of a run folder are written.</summary>
internal static class RunJson
{
    /// <summary>On one line.</summary>
    public static readonly JsonSerializerOptions Line = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Line) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The text of a file.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Indented) + "\n";

    /// <exception cref="RunException">The file cannot be read or is damaged.</exception>
    public static T Read<T>(string path) where T : class
    {
        const string Remedy = "Add --overwrite to begin anew, or choose another --output.";
        try
        {
            return StrictJson.Parse<T>(File.ReadAllBytes(path), Line);
        }
        catch (InvalidDataException e)
        {
            throw new RunException(path, $"The file is damaged ({e.Message}).", Remedy, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException(path, $"The file cannot be read ({e.Message.TrimEnd('.')}).", Remedy, e);
        }
    }
}
