using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ForumClassifier.Inference.Runs;

/// <summary>What tells texts apart in the file <c>keys</c> of a run: 128 bits of their SHA-256, one after another in the order of the predictions; zeros where a post has no text.</summary>
internal static class TextKeys
{
    public const int Bytes = 16;

    /// <param name="texts">As the model is given them.</param>
    /// <returns><see cref="Bytes"/> for each.</returns>
    public static byte[] Of(IReadOnlyList<string> texts)
    {
        var keys = new byte[texts.Count * Bytes];
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Length > 0)
            {
                Hash(texts[i]).CopyTo(keys.AsSpan(i * Bytes));
            }
        }

        return keys;
    }

    public static ReadOnlySpan<byte> Hash(string text) => SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())).AsSpan(0, Bytes);
}
