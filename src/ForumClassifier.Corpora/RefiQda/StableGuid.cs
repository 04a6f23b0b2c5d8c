using System.Security.Cryptography;
using System.Text;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Guids of things that have none: the same name gives the same guid on every machine (RFC 9562, version 5).</summary>
internal static class StableGuid
{
    /// <summary>Under which this program names its guids, itself named under the RFC's namespace of URLs.</summary>
    public static readonly Guid Program = Of(new Guid("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), "urn:forum-classifier");

    public static Guid Of(Guid space, string name)
    {
        byte[] bytes = [.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
#pragma warning disable CA5350 // the RFC's hash; names are told apart by it, nothing is kept secret
        var hash = SHA1.HashData(bytes).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50); // version
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80); // variant
        return new Guid(hash, bigEndian: true);
    }

    /// <summary>True for the standard's two forms: 8-4-4-4-12 hexadecimal digits, with braces or without.</summary>
    public static bool IsGuid(string? text) => text is not null && (Guid.TryParseExact(text, "D", out _) || Guid.TryParseExact(text, "B", out _));
}
