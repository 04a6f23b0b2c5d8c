using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Inference.Runs;

/// <summary>How the files of a run folder are written: an object whose last property, <c>sha256</c>, is the checksum of the text without it.</summary>
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

    private const string End = "\n}\n";
    private const string BeforeSum = ",\n  \"sha256\": \"";
    private const string AfterSum = "\"" + End;
    private const int SumLength = 64;

    private static readonly JsonSerializerOptions Indented = new(Line) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The SHA-256 of a value as text, in lower-case hexadecimal.</summary>
    public static string HashOf<T>(T value) => Hash(JsonSerializer.Serialize(value, Indented) + "\n");

    /// <summary>The text of a file.</summary>
    public static string Write<T>(T value)
    {
        var text = JsonSerializer.Serialize(value, Indented) + "\n";
        return text[..^End.Length] + BeforeSum + Hash(text) + AfterSum;
    }

    /// <exception cref="InvalidDataException">The file is damaged; the message has no period at its end.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public static T Parse<T>(string path)
        where T : class
    {
        var bytes = File.ReadAllBytes(path);
        var value = StrictJson.Parse<T>(bytes, Line);
        var text = Encoding.UTF8.GetString(bytes);
        var cut = text.Length - AfterSum.Length - SumLength - BeforeSum.Length;
        var isWhole = cut > 0 && text.AsSpan(cut).StartsWith(BeforeSum) && text.EndsWith(AfterSum, StringComparison.Ordinal)
            && Hash(text[..cut] + End) == text.Substring(cut + BeforeSum.Length, SumLength)
            && Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes);
        return isWhole ? value : throw new InvalidDataException("its content does not fit its checksum");
    }

    /// <summary>As <see cref="Parse"/>, for the run of one file.</summary>
    /// <exception cref="RunException">The file cannot be read or is damaged.</exception>
    public static T Read<T>(string path, string remedy = "Add --overwrite to begin anew, or choose another --output.")
        where T : class
    {
        try
        {
            return Parse<T>(path);
        }
        catch (InvalidDataException e)
        {
            throw new RunException(path, $"The file is damaged ({e.Message}).", remedy, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException(path, $"The file cannot be read ({e.Message.TrimEnd('.')}).", remedy, e);
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
