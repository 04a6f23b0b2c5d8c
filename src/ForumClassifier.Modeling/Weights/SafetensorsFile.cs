using System.IO.MemoryMappedFiles;
using System.Text.Json;
using TorchSharp;

namespace ForumClassifier.Modeling.Weights;

/// <summary>Named tensors of a safetensors file, read from mapped memory when they are asked for.</summary>
/// <remarks>
/// Format: 8 bytes length of the header (little-endian), the header (JSON: name to dtype, shape, data_offsets), the data without gaps.
/// Every statement of the header is checked against the file before anything is read.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    private const long LongestHeader = 100_000_000; // the limit of the reference implementation
    private const string Remedy = "Copy or download the file again.";

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<string, Entry> _entries;
    private readonly long _dataStart;

    private SafetensorsFile(string path, MemoryMappedFile file, MemoryMappedViewAccessor view, long dataStart, Dictionary<string, Entry> entries) =>
        (Path, _file, _view, _dataStart, _entries) = (path, file, view, dataStart, entries);

    public string Path { get; }

    /// <summary>Names of the tensors, in the order of the header.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <exception cref="WeightsException">The file is missing, cannot be read, is cut, or its header is wrong.</exception>
    public static SafetensorsFile Open(string path)
    {
        MemoryMappedFile? file = null;
        MemoryMappedViewAccessor? view = null;
        try
        {
            var length = new FileInfo(path).Length;
            if (length < 8)
            {
                throw new WeightsException(path, $"It has {length} bytes; a safetensors file begins with the length of its header (8 bytes).", Remedy);
            }

            file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
            view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            var headerLength = view.ReadUInt64(0);
            if (headerLength > (ulong)Math.Min(LongestHeader, length - 8))
            {
                throw new WeightsException(path, $"Its header is said to have {headerLength} bytes, but the file has {length}: it is cut, or no safetensors file.", Remedy);
            }

            var header = new byte[headerLength];
            if (header.Length > 0) // at the end of a file there is nothing to read, not even nothing
            {
                view.ReadArray(8, header, 0, header.Length);
            }

            var dataStart = 8 + (long)headerLength;
            return new SafetensorsFile(path, file, view, dataStart, ReadHeader(path, header, length - dataStart));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            view?.Dispose();
            file?.Dispose();
            throw new WeightsException(path, $"It cannot be read ({e.Message.TrimEnd('.')}).", "Check the path and your permissions.", e);
        }
        catch
        {
            view?.Dispose();
            file?.Dispose();
            throw;
        }
    }

    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <exception cref="KeyNotFoundException">The file has no tensor of this name.</exception>
    public IReadOnlyList<long> ShapeOf(string name) => _entries[name].Shape;

    /// <summary>A copy of a tensor on the CPU, in its stored number format; owned by the caller's dispose scope.</summary>
    /// <exception cref="KeyNotFoundException">The file has no tensor of this name.</exception>
    public torch.Tensor Read(string name)
    {
        var entry = _entries[name];
        var tensor = torch.empty([.. entry.Shape], entry.Type);
        UseBytes(entry, bytes => bytes.CopyTo(tensor.bytes));
        return tensor;
    }

    /// <summary>Reads a tensor of floating-point numbers as float32, without torch.</summary>
    /// <param name="values">As many as the tensor has.</param>
    /// <exception cref="KeyNotFoundException">The file has no tensor of this name.</exception>
    /// <exception cref="WeightsException">It is stored in another number format.</exception>
    public void ReadFloats(string name, Memory<float> values)
    {
        var entry = _entries[name];
        UseBytes(entry, bytes =>
        {
            if (!StoredType.TryConvert(entry.Type, bytes, values.Span))
            {
                throw new WeightsException(Path, $"The numbers of '{name}' are no floating-point numbers.", Remedy);
            }
        });
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private unsafe void UseBytes(Entry entry, BytesUser use)
    {
        byte* memory = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);
        try
        {
            use(new ReadOnlySpan<byte>(memory + _view.PointerOffset + _dataStart + entry.Begin, checked((int)(entry.End - entry.Begin))));
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private static Dictionary<string, Entry> ReadHeader(string path, byte[] header, long dataLength)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(header);
            foreach (var property in json.RootElement.EnumerateObject().Where(property => property.Name != "__metadata__"))
            {
                if (!entries.TryAdd(property.Name, ReadEntry(property.Value, dataLength)))
                {
                    throw new InvalidDataException($"The tensor '{property.Name}' occurs twice.");
                }
            }

            CheckTiling(entries.Values, dataLength);
            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new WeightsException(path, $"Its header is wrong: {e.Message.TrimEnd('.')}.", Remedy, e);
        }
    }

    private static Entry ReadEntry(JsonElement tensor, long dataLength)
    {
        var typeName = tensor.GetProperty("dtype").GetString() ?? "";
        if (!StoredType.TryGet(typeName, out var type, out var size))
        {
            throw new InvalidDataException($"The number format '{typeName}' is not known (known are {StoredType.Names}).");
        }

        var shape = tensor.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()).ToArray();
        if (tensor.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray() is not [var begin, var end])
        {
            throw new InvalidDataException("A tensor's data_offsets are not two numbers.");
        }

        var bytes = shape.Any(length => length < 0) ? -1 : shape.Aggregate((long)size, (product, length) => checked(product * length));
        if (begin < 0 || end < begin || end > dataLength || end - begin != bytes)
        {
            throw new InvalidDataException($"A tensor of shape [{string.Join(", ", shape)}] in {typeName} is said to lie at bytes {begin} to {end} of {dataLength}.");
        }

        return bytes <= int.MaxValue ? new Entry(type, shape, begin, end) : throw new InvalidDataException("A single tensor has more than 2 GiB, which is not supported.");
    }

    private static void CheckTiling(IEnumerable<Entry> entries, long dataLength)
    {
        var position = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            position = entry.Begin == position ? entry.End : throw new InvalidDataException($"The tensors overlap or leave a gap at byte {position} of the data.");
        }

        if (position != dataLength)
        {
            throw new InvalidDataException($"The tensors end at byte {position} of {dataLength} of the data.");
        }
    }

    private delegate void BytesUser(ReadOnlySpan<byte> bytes);

    private sealed record Entry(torch.ScalarType Type, long[] Shape, long Begin, long End);
}
