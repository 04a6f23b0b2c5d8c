using System.Buffers.Binary;
using System.Text.Json;
using ForumClassifier.Core.Files;
using TorchSharp;

namespace ForumClassifier.Modeling.Weights;

/// <summary>Writes named tensors as a safetensors file.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes the tensors in the order given, each in its own number format; the file appears whole or not at all.</summary>
    /// <exception cref="OutputException">The place cannot be written, or the disk is full.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, torch.Tensor Tensor)> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var header = Header(tensors);
        WholeFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, tensor) in tensors)
            {
                using var scope = torch.NewDisposeScope();
                stream.Write(tensor.detach().to(torch.CPU).contiguous().bytes);
            }
        });
    }

    private static byte[] Header(IReadOnlyList<(string Name, torch.Tensor Tensor)> tensors)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var offset = 0L;
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt"); // Hugging Face's loader asks for it
            json.WriteEndObject();
            foreach (var (name, tensor) in tensors)
            {
                var end = offset + (tensor.numel() * tensor.element_size());
                json.WriteStartObject(name);
                json.WriteString("dtype", StoredType.NameOf(tensor.dtype));
                json.WriteStartArray("shape");
                foreach (var length in tensor.shape)
                {
                    json.WriteNumberValue(length);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0) // trailing spaces are allowed, and aligned data can be mapped
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }
}
