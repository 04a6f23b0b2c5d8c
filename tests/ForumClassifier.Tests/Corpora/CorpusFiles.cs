using System.IO.Compression;
using System.Text;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora;

/// <summary>Short ways to write and read the files of these tests.</summary>
internal static class CorpusFiles
{
    public static ValueTask<List<Post>> ReadAsync(string path, PostColumns? columns = null, CorpusOddities? oddities = null) =>
        CorpusReader.ReadAsync([path], columns ?? new PostColumns(), oddities, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    public static string WriteBytes(this TemporaryFolder folder, string name, byte[] content)
    {
        File.WriteAllBytes(folder.File(name), content);
        return folder.File(name);
    }

    public static byte[] Gzip(string content)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(content));
        }

        return bytes.ToArray();
    }

    /// <summary>One field as RFC 4180 writes it, always quoted.</summary>
    public static string Quote(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
