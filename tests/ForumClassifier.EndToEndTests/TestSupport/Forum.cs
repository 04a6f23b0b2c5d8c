using System.IO.Compression;

namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>A technical forum of 158,436 posts with the fields <c>id, created_at, title, text</c>.</summary>
internal static class Forum
{
    /// <summary>Writes its first posts as JSON Lines, compressed, and returns the path.</summary>
    public static string Write(string path, int posts)
    {
        using var source = new StreamReader(new GZipStream(File.OpenRead(SharedData.Require("data", "corpora", "technical-forum.jsonl.gz")), CompressionMode.Decompress));
        using var target = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)) { NewLine = "\n" };
        for (var i = 0; i < posts; i++)
        {
            target.WriteLine(source.ReadLine() ?? throw new InvalidOperationException($"The forum has {i} posts."));
        }

        return path;
    }
}
