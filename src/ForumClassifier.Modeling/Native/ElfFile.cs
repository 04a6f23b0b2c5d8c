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

    private readonly Stream _stream;
    private readonly List<Section> _sections = [];

    /// <param name="stream">The library; it must not change while the result is used, and stays the caller's.</param>
    /// <exception cref="InvalidDataException">This is no 64-bit little-endian ELF file, or it is cut.</exception>
    public ElfFile(Stream stream)
    {
        _stream = stream;
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
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public long VersionEntryOffset(int symbolIndex)
    {
        var section = Find(SectionVersionOfSymbols);
        Read(section.Offset + (2L * symbolIndex), 2);
        return section.Offset + (2L * symbolIndex);
    }

    /// <summary>Every named dynamic symbol, defined or needed.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public IEnumerable<Symbol> Symbols()
    {
        var section = Find(SectionDynamicSymbols);
        var table = Read(section.Offset, section.Size);
        var names = NamesOf(section);
        var strings = Read(names.Offset, names.Size);
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
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public IEnumerable<NeededVersion> NeededVersions()
    {
        var section = Find(SectionVersionsNeeded);
        var table = Read(section.Offset, section.Size);
        var names = NamesOf(section);
        var strings = Read(names.Offset, names.Size);
        for (var need = 0; ;)
        {
            var file = TextAt(strings, Number(table, need + 4));
            var version = need + Number(table, need + 8);
            for (var i = ShortNumber(table, need + 2); i > 0; i--)
            {
                yield return new NeededVersion(file, TextAt(strings, Number(table, version + 8)), ShortNumber(table, version + 6), section.Offset + version + 4);
                version += Number(table, version + 12);
            }

            var next = Number(table, need + 12);
            if (next == 0)
            {
                yield break;
            }

            need += next;
        }
    }

    private static string TextAt(byte[] strings, int offset)
    {
        var end = offset < 0 || offset > strings.Length ? -1 : Array.IndexOf(strings, (byte)0, offset);
        return end >= 0 ? Encoding.UTF8.GetString(strings.AsSpan(offset..end)) : throw new InvalidDataException("The ELF file has a name without end.");
    }

    private static ushort ShortNumber(byte[] table, int offset) => offset >= 0 && offset <= table.Length - 2
        ? BinaryPrimitives.ReadUInt16LittleEndian(table.AsSpan(offset))
        : throw new InvalidDataException("The ELF file has an entry outside its table.");

    // 32 bits of a table, not negative: offsets only lead forward, so that a damaged table ends.
    private static int Number(byte[] table, int offset)
    {
        var number = offset >= 0 && offset <= table.Length - 4 ? BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(offset)) : -1;
        return number >= 0 ? number : throw new InvalidDataException("The ELF file has an entry outside its table.");
    }

    private Section NamesOf(Section section) => section.Link >= 0 && section.Link < _sections.Count ? _sections[section.Link]
        : throw new InvalidDataException("The ELF file has a table without names.");

    private Section Find(int type) => _sections.Find(section => section.Type == type)
        ?? throw new InvalidDataException($"The ELF file has no section of type 0x{type:x}.");

    private byte[] Read(long offset, long count)
    {
        if (offset < 0 || count < 0 || count > Array.MaxLength || offset > _stream.Length - count)
        {
            throw new InvalidDataException("The ELF file is cut.");
        }

        var bytes = new byte[count];
        _stream.Position = offset;
        _stream.ReadExactly(bytes);
        return bytes;
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
