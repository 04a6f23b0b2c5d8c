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
}
