using System.Runtime.InteropServices;
using TorchSharp;

namespace ForumClassifier.Modeling.Weights;

/// <summary>The number formats of a safetensors file, by the names they have there.</summary>
internal static class StoredType
{
    private static readonly Dictionary<string, (torch.ScalarType Type, int Size)> ByName = new(StringComparer.Ordinal)
    {
        ["F64"] = (torch.ScalarType.Float64, 8),
        ["F32"] = (torch.ScalarType.Float32, 4),
        ["F16"] = (torch.ScalarType.Float16, 2),
        ["BF16"] = (torch.ScalarType.BFloat16, 2),
        ["I64"] = (torch.ScalarType.Int64, 8),
        ["I32"] = (torch.ScalarType.Int32, 4),
        ["U8"] = (torch.ScalarType.Byte, 1),
        ["BOOL"] = (torch.ScalarType.Bool, 1),
    };

    public static string Names { get; } = string.Join(", ", ByName.Keys);

    /// <param name="size">Bytes of one number.</param>
    public static bool TryGet(string name, out torch.ScalarType type, out int size)
    {
        var found = ByName.TryGetValue(name, out var entry);
        (type, size) = entry;
        return found;
    }

    /// <exception cref="ArgumentException">The type cannot be stored.</exception>
    public static string NameOf(torch.ScalarType type) => ByName.FirstOrDefault(entry => entry.Value.Type == type).Key
        ?? throw new ArgumentException($"Tensors of type {type} cannot be stored; only {Names}.", nameof(type));

    /// <summary>Turns stored floating-point numbers into float32.</summary>
    /// <returns>False for another type.</returns>
    public static bool TryConvert(torch.ScalarType type, ReadOnlySpan<byte> stored, Span<float> values)
    {
        switch (type)
        {
            case torch.ScalarType.Float32:
                MemoryMarshal.Cast<byte, float>(stored).CopyTo(values);
                return true;
            case torch.ScalarType.BFloat16: // the upper half of a float32
                return Convert(MemoryMarshal.Cast<byte, ushort>(stored), values, value => BitConverter.UInt32BitsToSingle((uint)value << 16));
            case torch.ScalarType.Float16:
                return Convert(MemoryMarshal.Cast<byte, Half>(stored), values, value => (float)value);
            case torch.ScalarType.Float64:
                return Convert(MemoryMarshal.Cast<byte, double>(stored), values, value => (float)value);
            default:
                return false;
        }
    }

    private static bool Convert<T>(ReadOnlySpan<T> stored, Span<float> values, Func<T, float> convert)
    {
        for (var i = 0; i < stored.Length; i++)
        {
            values[i] = convert(stored[i]);
        }

        return true;
    }
}
