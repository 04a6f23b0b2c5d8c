using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using ForumClassifier.Tests.TestSupport;
using ZstdSharp;

namespace ForumClassifier.Tests.Corpora.Dumps;

/// <summary>Writes the same members as any kind of archive.</summary>
internal static class Archives
{
    /// <summary>Writes an archive of the kind that its name says and returns its path.</summary>
    public static string Write(TemporaryFolder folder, string name, IEnumerable<(string Name, byte[] Content)> members)
    {
        using var file = File.Create(folder.File(name));
        if (name.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Create);
            foreach (var member in members)
            {
                using var entry = zip.CreateEntry(member.Name).Open();
                entry.Write(member.Content);
            }
        }
        else
        {
            using var compressed = Path.GetExtension(name) switch
            {
                ".zst" => new CompressionStream(file),
                ".tar" => (Stream)file,
                _ => new GZipStream(file, CompressionLevel.Fastest),
            };
            using var tar = new TarWriter(compressed);
            foreach (var member in members)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, member.Name) { DataStream = new MemoryStream(member.Content) });
            }
        }

        return folder.File(name);
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Zstd(string text)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(Bytes(text)).ToArray();
    }
}
