using System.Security.Cryptography;
using System.Text.Json;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Training.FineTuning;

/// <summary>SHA-256 of some files, kept in a file beside them, so that one that was damaged is known before it is used.</summary>
/// <remarks><code>
/// { "state.json": "9f86d0...", "../best-0002.safetensors": "60303a..." }     paths from the folder of this file
/// </code></remarks>
internal static class Checksums
{
    private const string FileName = "checksums.json";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Notes what the files hold now.</summary>
    /// <param name="names">Paths from the folder.</param>
    /// <exception cref="OutputException">The note cannot be written.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static void Write(string folder, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var sums = names.ToDictionary(name => name, name => Of(Path.Combine(folder, name)));
        WholeFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(sums, Json) + "\n");
    }

    /// <summary>The names of the files that are missing or hold something else than was noted; the note's own name where it is damaged.</summary>
    public static IReadOnlyList<string> FindDamaged(string folder)
    {
        try
        {
            var sums = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(folder, FileName)));
            return sums is { Count: > 0 } ? [.. sums.Where(sum => !Holds(Path.Combine(folder, sum.Key), sum.Value)).Select(sum => sum.Key)] : [FileName];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [FileName];
        }
    }

    private static bool Holds(string path, string sum)
    {
        try
        {
            return Of(path) == sum;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Of(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
