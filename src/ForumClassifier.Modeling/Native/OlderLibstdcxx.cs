using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Modeling.Native;

/// <summary>Lets libLibTorchSharp.so load where libstdc++ is older than GCC 13's, as on Debian 12 and Ubuntu 22.04.</summary>
/// <remarks>
/// The library asks for GLIBCXX_3.4.32 because of one symbol, <c>std::ios_base_library_init()</c>, which only starts the standard
/// streams. In a private copy that call goes to <c>std::ios_base::Init::Init()</c>, which does the same and is in every version,
/// and the need for 3.4.32 is marked weak. The package's own file is never touched.
/// </remarks>
internal static class OlderLibstdcxx
{
    private const string NewerSymbol = "_ZSt21ios_base_library_initv";
    private const string OlderSymbol = "_ZNSt8ios_base4InitC1Ev";
    private const string NewerVersion = "GLIBCXX_3.4.32";
    private const string OlderVersion = "GLIBCXX_3.4";
    private const ushort WeakFlag = 2; // VER_FLG_WEAK

    /// <summary>A copy of the library that asks for nothing newer than GLIBCXX_3.4.31.</summary>
    /// <exception cref="InvalidDataException">It is not the library this was written for.</exception>
    public static byte[] Adapt(byte[] library)
    {
        ArgumentNullException.ThrowIfNull(library);
        var elf = new ElfFile(new MemoryStream(library, writable: false));
        var symbol = elf.Symbols().FirstOrDefault(symbol => symbol.Name == NewerSymbol && !symbol.IsDefined);
        var newer = elf.NeededVersions().FirstOrDefault(version => version.Version == NewerVersion);
        var older = elf.NeededVersions().FirstOrDefault(version => version.Version == OlderVersion && version.File == newer.File);
        if (symbol.Name is null || newer.Version is null || older.Version is null)
        {
            throw new InvalidDataException($"It does not ask for {NewerSymbol} of {NewerVersion}.");
        }

        var adapted = library.ToArray();
        var name = adapted.AsSpan((int)symbol.NameOffset, NewerSymbol.Length);
        name.Clear();
        Encoding.ASCII.GetBytes(OlderSymbol, name);
        BinaryPrimitives.WriteUInt16LittleEndian(adapted.AsSpan((int)elf.VersionEntryOffset(symbol.Index)), older.Index);
        var flags = adapted.AsSpan((int)newer.FlagsOffset);
        BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | WeakFlag));
        return adapted;
    }

    /// <summary>Puts the adapted copy into a cache folder, once, and gives its path; a damaged copy is made anew.</summary>
    /// <remarks>Any number of processes may call this at once: one writes, under a lock, and the file appears whole.</remarks>
    /// <param name="library">Path of the package's libLibTorchSharp.so.</param>
    /// <param name="cacheFolder">Made if it is missing.</param>
    /// <exception cref="InvalidDataException">It is not the library this was written for.</exception>
    /// <exception cref="OutputException">The cache folder cannot be written.</exception>
    public static string CachedCopy(string library, string cacheFolder)
    {
        var original = File.ReadAllBytes(library);
        var adapted = Adapt(original);
        var folder = Path.Combine(cacheFolder, Convert.ToHexStringLower(SHA256.HashData(original))[..16]);
        var copy = Path.Combine(folder, Path.GetFileName(library));
        if (Holds(copy, adapted))
        {
            return copy;
        }

        using var held = FolderLock.Take(folder);
        if (!Holds(copy, adapted)) // another process may have written it meanwhile
        {
            WholeFile.Write(copy, stream => stream.Write(adapted));
        }

        return copy;
    }

    private static bool Holds(string path, byte[] content) =>
        File.Exists(path) && new FileInfo(path).Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
}
