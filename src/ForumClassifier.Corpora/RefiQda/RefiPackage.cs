using System.Xml.Linq;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>A project or codebook with the files that it refers to: a zip with one <c>.qde</c>, or a bare XML file with files beside it. Nothing is unpacked to disk.</summary>
internal sealed class RefiPackage : IDisposable
{
    private const long LargestXml = 256L * 1024 * 1024; // bytes

    private readonly string _path;
    private readonly RefiZip? _zip;
    private readonly string _folder;
    private long _left = RefiZip.LargestTotal;

    private RefiPackage(string path, XDocument document, RefiZip? zip)
    {
        (_path, Document, _zip) = (path, document, zip);
        _folder = Path.GetDirectoryName(Path.GetFullPath(path))!; // a full path of a file has a folder
    }

    public XDocument Document { get; }

    /// <exception cref="InputException">The file cannot be read, or is not what the class says.</exception>
    public static RefiPackage Open(string path)
    {
        FileStream? file = null;
        try
        {
            TextFile.Require(path);
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Span<byte> head = stackalloc byte[2];
            var isZip = file.ReadAtLeast(head, 2, throwOnEndOfStream: false) == 2 && head is [(byte)'P', (byte)'K'];
            file.Position = 0;
            if (isZip)
            {
                var zip = RefiZip.Open(path, file);
                return new RefiPackage(path, RefiXml.Load(path, zip.ReadProject()), zip);
            }

            using (file)
            {
                return new RefiPackage(path, RefiXml.Load(path, ReadAll(path, file)), zip: null);
            }
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
            {
                throw TextFile.Explain(path, null, e);
            }

            throw;
        }
    }

    /// <summary>True where the file is there.</summary>
    /// <param name="reference">As the project writes it: <c>internal://NAME</c>, <c>relative:///NAME</c> or a bare name.</param>
    /// <exception cref="InputException">It leads out of the project.</exception>
    public bool Has(string reference) => Names(reference).Any(name => _zip?.Has(name) == true || FileBeside(reference, name) is not null);

    /// <summary>The bytes of a file, or null where it is missing.</summary>
    /// <exception cref="InputException">It leads out of the project, cannot be read, or is too large.</exception>
    public byte[]? Read(string reference)
    {
        foreach (var name in Names(reference))
        {
            var bytes = _zip?.Read(name) ?? (FileBeside(reference, name) is { } file ? ReadBeside(file) : null);
            if (bytes is not null)
            {
                _left -= bytes.Length;
                return _left >= 0 ? bytes : throw RefiZip.TooLarge(_path);
            }
        }

        return null;
    }

    public void Dispose() => _zip?.Dispose();

    private static byte[] ReadAll(string path, FileStream file)
    {
        if (file.Length > LargestXml)
        {
            throw new InputException(path, null, FormattableString.Invariant($"The file has {file.Length / (1024 * 1024)} MiB; a project's XML has at most {LargestXml / (1024 * 1024)}."), "Split the project in the tool that wrote it.");
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The names that a reference may mean, inside the folder of sources or beside it; none for places outside.</summary>
    private IEnumerable<string> Names(string reference)
    {
        var scheme = reference.IndexOf("://", StringComparison.Ordinal) is var at && at >= 0 ? reference[..at].ToLowerInvariant() : "";
        if (scheme is not ("" or "internal" or "relative"))
        {
            return [];
        }

        var name = (at >= 0 ? reference[(at + 3)..] : reference).Replace('\\', '/').TrimStart('/');
        string[] spellings = [.. new[] { name, Uri.UnescapeDataString(name) }.Distinct()];
        if (!spellings.Any(RefiZip.LeadsOut))
        {
            return spellings.Where(spelling => spelling.Length > 0);
        }

        return scheme == "relative"
            ? []
            : throw new InputException(_path, null, $"The path {Shown.Name(reference)} leads out of the project.", "Expected the name of a file inside it; do not trust this file.");
    }

    /// <summary>A bare project has its sources beside it; of a zip only the files named <c>relative:</c> lie there.</summary>
    private string? FileBeside(string reference, string name)
    {
        if (_zip is not null && !reference.StartsWith("relative:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var folders = Directory.EnumerateDirectories(_folder, "sources", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive });
        return folders.Order(StringComparer.Ordinal).Append(_folder).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static byte[] ReadBeside(string path)
    {
        try
        {
            return new FileInfo(path).Length <= RefiZip.LargestText ? File.ReadAllBytes(path) : throw RefiZip.TooLarge(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TextFile.Explain(path, null, e);
        }
    }
}
