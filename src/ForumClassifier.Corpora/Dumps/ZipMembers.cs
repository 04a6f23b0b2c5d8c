using System.IO.Compression;
using System.Runtime.CompilerServices;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>Reads the members of a zip archive one after the other, without unpacking it; holds its directory, some hundred bytes a member.</summary>
internal static class ZipMembers
{
    /// <summary>Yields the files in the order of the directory.</summary>
    /// <exception cref="InputException">The archive is cut, damaged or no zip archive.</exception>
    public static async IAsyncEnumerable<DumpFile> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = Decompression.OpenFile(path);
        var budget = new InflationBudget(file.Length);
        await using var archive = await OpenAsync(path, file, cancellationToken);
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = entry.FullName.Replace('\\', '/');
            yield return new DumpFile($"{path}/{name}", name, IsMember: true, () => Open($"{path}/{name}", entry, budget));
        }
    }

    private static async Task<ZipArchive> OpenAsync(string path, FileStream file, CancellationToken cancellationToken)
    {
        try
        {
            var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            _ = archive.Entries; // reads the directory
            return archive;
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(path, null, e);
        }
    }

    private static Stream Open(string place, ZipArchiveEntry entry, InflationBudget budget)
    {
        if (entry.IsEncrypted)
        {
            throw new InputException(place, null, "The member is encrypted.", "Unpack the archive yourself.");
        }

        try
        {
            return Decompression.Of(entry.Name, budget.Watch(Checked(entry.Open(), entry)), budget);
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(place, null, e);
        }
    }

    /// <summary>Fails where the member is not as long as the directory says, or has another check sum.</summary>
    private static WatchedStream Checked(Stream content, ZipArchiveEntry entry)
    {
        var (sum, length) = (new Crc32(), 0L);
        return new WatchedStream(content, read =>
        {
            sum.Add(read);
            length += read.Length;
            if (read.IsEmpty && (length != entry.Length || sum.Value != entry.Crc32))
            {
                throw new InvalidDataException("The member of the archive is not as its directory says.");
            }
        });
    }
}
