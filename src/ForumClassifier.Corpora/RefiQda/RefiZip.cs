using System.IO.Compression;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>The zip of a project, read without trust in its names and sizes.</summary>
internal sealed class RefiZip : IDisposable
{
    public const long LargestText = 256L * 1024 * 1024;   // bytes of one text or of the XML, unpacked
    public const long LargestTotal = 1024L * 1024 * 1024; // bytes of all that is read, unpacked

    private const long UnsuspectedSize = 4L * 1024 * 1024; // bytes; below it any ratio is harmless
    private const long LargestRatio = 200;                 // text packs to a tenth, XML that repeats itself to a fiftieth
    private const int MostEntries = 200_000;

    private readonly string _path;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly ZipArchiveEntry _project;
    private readonly string _base;

    private RefiZip(string path, ZipArchive archive)
    {
        (_path, _archive) = (path, archive);
        _entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries)
        {
            _entries.TryAdd(Checked(entry.FullName), entry);
        }

        _project = FindProject();
        var name = _project.FullName.Replace('\\', '/');
        _base = name[..(name.LastIndexOf('/') + 1)];
    }

    /// <param name="file">Taken over.</param>
    /// <exception cref="InputException">It is no zip, holds no <c>.qde</c> or several, or a name leads out of it.</exception>
    public static RefiZip Open(string path, Stream file)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(file, ZipArchiveMode.Read);
            return archive.Entries.Count <= MostEntries
                ? new RefiZip(path, archive)
                : throw new InputException(path, null, FormattableString.Invariant($"The archive has {archive.Entries.Count} entries; a project has at most {MostEntries}."), "Do not trust this file.");
        }
        catch (Exception e)
        {
            archive?.Dispose();
            if (e is InvalidDataException)
            {
                throw Damaged(path, e);
            }

            throw;
        }
    }

    public static InputException TooLarge(string path) => new(
        path, null, FormattableString.Invariant($"The texts are larger than a project's can be ({LargestText / (1024 * 1024)} MiB each, {LargestTotal / (1024 * 1024)} MiB in all)."), "Split the project in the tool that wrote it.");

    /// <summary>True for a path that is absolute or climbs.</summary>
    public static bool LeadsOut(string name) =>
        name.StartsWith('/') || (name.Length > 1 && name[1] == ':') || name.Split('/', '\\').Contains("..");

    public byte[] ReadProject() => Read(_project);

    public bool Has(string source) => Find(source) is not null;

    /// <summary>The bytes of a source, or null where there is none of that name.</summary>
    public byte[]? Read(string source) => Find(source) is { } entry ? Read(entry) : null;

    public void Dispose() => _archive.Dispose();

    private static InputException Damaged(string path, Exception e) =>
        new(path, null, "The zip archive is damaged, cut or encrypted.", "Export the project again from the tool that wrote it.", e);

    private string Checked(string name)
    {
        var normal = name.Replace('\\', '/');
        return LeadsOut(normal)
            ? throw new InputException(_path, null, $"The archive's entry {Shown.Name(name)} leads out of it.", "Expected names inside the archive; do not trust this file.")
            : normal;
    }

    private ZipArchiveEntry FindProject()
    {
        // what macOS adds to archives begins with __MACOSX or ._
        var found = _entries.Where(pair => pair.Key.EndsWith(".qde", StringComparison.OrdinalIgnoreCase))
            .Where(pair => !pair.Key.StartsWith("__MACOSX/", StringComparison.Ordinal) && !Path.GetFileName(pair.Key).StartsWith("._", StringComparison.Ordinal))
            .ToList();
        return found switch
        {
            [var one] => one.Value,
            [] => throw new InputException(_path, null, "The archive holds no project (.qde).", "Expected a .qdpx file: a zip archive with one .qde file and a folder of sources."),
            _ => throw new InputException(_path, null, $"The archive holds several projects: {Shown.Names([.. found.Select(pair => pair.Key)])}.", "Expected one .qde file; take the others out."),
        };
    }

    /// <summary>The folder is named sources, Sources or not at all.</summary>
    private ZipArchiveEntry? Find(string source) =>
        _entries.GetValueOrDefault($"{_base}sources/{source}") ?? _entries.GetValueOrDefault(_base + source);

    private byte[] Read(ZipArchiveEntry entry)
    {
        try
        {
            Refuse(entry.Length, entry);
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                bytes.Write(buffer, 0, read);
                Refuse(bytes.Length, entry); // the size that the archive states may be a lie
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(_path, e);
        }
    }

    private void Refuse(long length, ZipArchiveEntry entry)
    {
        if (length > LargestText)
        {
            throw TooLarge(_path);
        }

        if (length > UnsuspectedSize && length / LargestRatio > entry.CompressedLength)
        {
            throw new InputException(_path, null, FormattableString.Invariant($"The archive's entry {Shown.Name(entry.FullName)} unpacks to more than {LargestRatio} times its size."), "Expected texts and XML, which pack less; do not trust this file.");
        }
    }
}
