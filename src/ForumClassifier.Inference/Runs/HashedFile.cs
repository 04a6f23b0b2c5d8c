using System.Security.Cryptography;

namespace ForumClassifier.Inference.Runs;

/// <summary>Counts and hashes what is written.</summary>
/// <param name="stream">Stays open.</param>
internal sealed class HashedFile(Stream stream) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _bytes;

    public void Write(ReadOnlySpan<byte> content)
    {
        stream.Write(content);
        _hash.AppendData(content);
        _bytes += content.Length;
    }

    /// <summary>What was written so far.</summary>
    public WrittenFile Describe(string path) => new(Path.GetFileName(path), _bytes, Convert.ToHexStringLower(_hash.GetCurrentHash()));

    public void Dispose() => _hash.Dispose();
}
