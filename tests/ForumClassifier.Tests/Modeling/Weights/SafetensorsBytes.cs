using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace ForumClassifier.Tests.Modeling.Weights;

/// <summary>Safetensors files put together and taken apart by hand, from the description of the format.</summary>
/// <remarks>
/// 8 bytes: length N of the header, unsigned, little-endian. N bytes: JSON, <c>{"NAME": {"dtype", "shape", "data_offsets": [begin, end]}}</c>,
/// perhaps with <c>__metadata__</c> (strings), perhaps with spaces at its end. Then the data, offsets counted from its begin, row-major, without gaps.
/// </remarks>
internal static class SafetensorsBytes
{
    public static byte[] Join(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        return [.. Length((ulong)text.Length), .. text, .. data];
    }

    public static byte[] Length(ulong length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    /// <summary>Every tensor of a valid file: its number format, shape and bytes, in the order of the header.</summary>
    public static List<(string Name, string Type, long[] Shape, byte[] Data)> TakeApart(byte[] file)
    {
        var headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        var data = file.AsSpan(8 + headerLength);
        List<(string, string, long[], byte[])> tensors = [];
        foreach (var tensor in header.RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__"))
        {
            int[] ends = [.. tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(end => end.GetInt32())];
            tensors.Add((tensor.Name, tensor.Value.GetProperty("dtype").GetString()!, [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())], data[ends[0]..ends[1]].ToArray()));
        }

        return tensors;
    }
}
