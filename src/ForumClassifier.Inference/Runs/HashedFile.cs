using System.Security.Cryptography;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Inference.Runs;

/// <summary>Counts and hashes what is written.</summary>
/// <param name="stream">Stays open.</param>
/// <param name="path">Of the file, whatever its name is while it is written.</param>
internal sealed class HashedFile(Stream stream, string path) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _bytes;

    /// <exception cref="OutputException">There is no room, or another cause that is said.</exception>
    public void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            stream.Write(content);
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            throw WholeFile.Explain(path, e);
        }

        _hash.AppendData(content);
        _bytes += content.Length;
    }

    /// <summary>What was written so far.</summary>
    public WrittenFile Describe() => new(Path.GetFileName(path), _bytes, Convert.ToHexStringLower(_hash.GetCurrentHash()));

    public void Dispose() => _hash.Dispose();
}
