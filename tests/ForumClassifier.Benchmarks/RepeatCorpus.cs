using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace ForumClassifier.Benchmarks;

/// <summary>Makes a corpus of any length of a short one: its posts again and again under new ids.</summary>
internal static class RepeatCorpus
{
    /// <param name="corpus">JSON Lines, compressed or not, whose lines have an <c>id</c>.</param>
    /// <param name="output">Compressed JSON Lines.</param>
    public static async Task<int> RunAsync(string corpus, long posts, string output)
    {
        await using var file = new GZipStream(File.Create(output), CompressionLevel.Fastest);
        await using var writer = new StreamWriter(file);
        for (var written = 0L; written < posts;)
        {
            await using var source = File.OpenRead(corpus);
            await using Stream stream = corpus.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(source, CompressionMode.Decompress) : source;
            using var reader = new StreamReader(stream);
            for (; written < posts && await reader.ReadLineAsync() is { } line; written++)
            {
                var post = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!; // a line is an object
                post["id"] = JsonSerializer.SerializeToElement(written.ToString(CultureInfo.InvariantCulture));
                await writer.WriteLineAsync(JsonSerializer.Serialize(post));
            }
        }

        return 0;
    }
}
