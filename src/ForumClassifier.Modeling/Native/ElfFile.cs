using System.Buffers.Binary;
using System.Text;

namespace ForumClassifier.Modeling.Native;

/// <summary>The dynamic symbols of a 64-bit little-endian ELF library, read without loading it.</summary>
/// <remarks>Layout: System V ABI, chapters 4 and 5; symbol versions: Linux Standard Base, section "Symbol Versioning".</remarks>
internal sealed class ElfFile
{
    private const int SectionDynamicSymbols = 11;
    private const int SectionVersionOfSymbols = 0x6fffffff;
    private const int SectionVersionsNeeded = 0x6ffffffe;
    private const int SymbolSize = 24;

    private readonly Func<long, int, byte[]> _read;
    private readonly List<Section> _sections = [];

    /// <param name="read">Gives the bytes of the file from an offset; shorter than asked for at its end.</param>
    /// <exception cref="InvalidDataException">This is no 64-bit little-endian ELF file, or it is cut.</exception>
    public ElfFile(Func<long, int, byte[]> read)
    {
        _read = read;
        var header = Read(0, 64);
        if (!header.AsSpan(0, 6).SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            throw new InvalidDataException("It is no 64-bit little-endian ELF file.");
        }

        var table = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(40));
        int size = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(58)), count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(60));
        for (var i = 0; i < count; i++)
        {
            var entry = Read(table + ((long)i * size), 64);
            _sections.Add(new Section(
                BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(4)),
                BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(24)),
                BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(32)),
                BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(40))));
        }
    }

    /// <summary>Offset of the entry of .gnu.version that belongs to a dynamic symbol.</summary>
    public long VersionEntryOffset(int symbolIndex) => Find(SectionVersionOfSymbols).Offset + (2L * symbolIndex);

    /// <summary>Opens a library on disk; it must not change while the result is used.</summary>
    /// <exception cref="InvalidDataException">It is no 64-bit little-endian ELF file.</exception>
    public static ElfFile FromStream(FileStream stream) => new((offset, count) =>
    {
        var buffer = new byte[count];
        stream.Position = offset;
        return buffer[..stream.ReadAtLeast(buffer, count, throwOnEndOfStream: false)];
    });

    /// <summary>Every named dynamic symbol, defined or needed.</summary>
    public IEnumerable<Symbol> Symbols()
    {
        var section = Find(SectionDynamicSymbols);
        var table = Read(section.Offset, checked((int)section.Size));
        var names = _sections[section.Link];
        var strings = Read(names.Offset, checked((int)names.Size));
        for (var i = 1; i < table.Length / SymbolSize; i++)
        {
            var entry = table.AsMemory(i * SymbolSize, SymbolSize);
            var nameOffset = BinaryPrimitives.ReadInt32LittleEndian(entry.Span);
            var isDefined = BinaryPrimitives.ReadUInt16LittleEndian(entry.Span[6..]) != 0;
            var isWeak = entry.Span[4] >> 4 == 2;
            yield return new Symbol(i, TextAt(strings, nameOffset), names.Offset + nameOffset, isDefined, isWeak);
        }
    }

    /// <summary>Every symbol version this library asks of others.</summary>
    public IEnumerable<NeededVersion> NeededVersions()
    {
        var section = Find(SectionVersionsNeeded);
        var table = Read(section.Offset, checked((int)section.Size));
        var names = _sections[section.Link];
        var strings = Read(names.Offset, checked((int)names.Size));
        for (var need = 0; ;)
        {
            var file = TextAt(strings, BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(need + 4)));
            var version = need + BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(need + 8));
            for (var i = BinaryPrimitives.ReadUInt16LittleEndian(table.AsSpan(need + 2)); i > 0; i--)
            {
                yield return new NeededVersion(
                    file,
                    TextAt(strings, BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(version + 8))),
                    BinaryPrimitives.ReadUInt16LittleEndian(table.AsSpan(version + 6)),
                    section.Offset + version + 4);
                version += BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(version + 12));
            }

            var next = BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(need + 12));
            if (next == 0)
            {
                yield break;
            }

            need += next;
        }
    }

    private static string TextAt(byte[] strings, int offset) =>
        Encoding.UTF8.GetString(strings.AsSpan(offset)[..strings.AsSpan(offset).IndexOf((byte)0)]);

    private Section Find(int type) => _sections.Find(section => section.Type == type)
        ?? throw new InvalidDataException($"The ELF file has no section of type 0x{type:x}.");

    private byte[] Read(long offset, int count)
    {
        var bytes = _read(offset, count);
        return bytes.Length == count ? bytes : throw new InvalidDataException("The ELF file is cut.");
    }

    private sealed record Section(int Type, long Offset, long Size, int Link);

    /// <param name="Index">Of the symbol in .dynsym.</param>
    /// <param name="NameOffset">Of its name in the file.</param>
    internal readonly record struct Symbol(int Index, string Name, long NameOffset, bool IsDefined, bool IsWeak);

    /// <param name="File">The library that has it, such as <c>libstdc++.so.6</c>.</param>
    /// <param name="Index">What .gnu.version calls it.</param>
    /// <param name="FlagsOffset">Of its flags (16 bits) in the file.</param>
    internal readonly record struct NeededVersion(string File, string Version, ushort Index, long FlagsOffset);
}
